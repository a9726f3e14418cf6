package io.procpool.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsTest {

  @TempDir private Path folder;

  @Test
  void aWorkersOwnStandsInValuesAndInTheDirectory() {
    Surroundings asked =
        Surroundings.NONE.and(Map.of("PORT", "800{slot}", "LOG", "{worker}-{slot}.log")).in(folder);

    Surroundings its = asked.in(folder.resolve("{worker}")).of("procpool-1-worker-3", 3);

    assertThat(its.environment())
        .containsOnly(Map.entry("PORT", "8003"), Map.entry("LOG", "procpool-1-worker-3-3.log"));
    assertThat(its.directory()).isEqualTo(folder.resolve("procpool-1-worker-3"));
  }

  @Test
  void otherBracesStayAsTheyAre() {
    assertThat(Surroundings.fill("{} {Slot} ${slot} {slots}", "name", 1))
        .isEqualTo("{} {Slot} $1 {slots}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=b", "a\0b"})
  void aNameThatNoVariableCanHaveIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Surroundings.NONE.and(Map.of(name, "value")));
  }

  @Test
  void aValueThatNoVariableCanHaveIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Surroundings.NONE.and(Map.of("NAME", "a\0b")))
        .withMessageContaining("NAME");
  }

  @Test
  void flagsInVariablesAreWhatTheUserSaysToTheJvm() {
    assertThat(Surroundings.NONE.and(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g", "A", "-Xms1g")).flags())
        .containsExactly("-Xmx1g");
  }

  @Test
  void aDirectoryOfAWorkersOwnIsMadeWithThoseAboveIt() throws IOException {
    Surroundings asked = Surroundings.NONE.in(folder.resolve("work/{slot}/tmp"));
    Surroundings its = asked.of("name", 2);

    its.prepare(asked);
    assertThatCode(() -> its.prepare(asked)).doesNotThrowAnyException();

    assertThat(folder.resolve("work/2/tmp")).isDirectory();
  }

  @Test
  void oneThatIsForAllMustBeThere() {
    Surroundings asked = Surroundings.NONE.in(folder.resolve("missing"));

    assertThatThrownBy(() -> asked.of("name", 2).prepare(asked))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("missing") + " is not there");
  }

  @Test
  void oneThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(folder.resolve("file"), "in the way");
    Surroundings asked = Surroundings.NONE.in(folder.resolve("file/{slot}"));

    assertThatThrownBy(() -> asked.of("name", 2).prepare(asked))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("file/2") + " cannot be made");
  }
}
