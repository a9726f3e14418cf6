package io.procpool.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.bench.contest.Options.Variant;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void withoutAnyEverythingIsMeasured() {
    Options options = Options.parse();

    assertThat(options.groups()).containsExactly(Group.values());
    assertThat(options.json()).isEmpty();
  }

  @Test
  void someGroupsAreMeasuredInTheOrderAskedFor() {
    assertThat(Options.parse("--only", "memory,start").groups())
        .containsExactly(Group.MEMORY, Group.START);
  }

  @Test
  void filesAreKept() {
    Options options = Options.parse("--html", "a.html", "--json", "a.json", "--markdown", "a.md");

    assertThat(options.html()).contains(Path.of("a.html"));
    assertThat(options.json()).contains(Path.of("a.json"));
    assertThat(options.markdown()).contains(Path.of("a.md"));
  }

  @Test
  void aFlagOfWorkersMayHoldCommas() {
    assertThat(Options.parse("--worker", "one=-Xlog:gc,safepoint,-Xmx64m").variants())
        .containsExactly(new Variant("one", List.of("-Xlog:gc,safepoint", "-Xmx64m")));
  }

  @Test
  void theCommandMeasuresTheSameAgain() {
    Options options =
        Options.parse("--only", "start", "--json", "a.json", "--worker", "one=-Xmx64m,-Xms8m");

    assertThat(options.command()).endsWith(" --rounds 9 --only start --worker one=-Xmx64m,-Xms8m");
  }

  @Test
  void aMedianOfTooFewRoundsIsRefused() {
    assertThatThrownBy(() -> Options.parse("--rounds", "6")).hasMessageContaining("7 or more");
  }

  @Test
  void whatIsNoOptionIsNamed() {
    assertThatThrownBy(() -> Options.parse("--fast", "1")).hasMessageContaining("--fast");
    assertThatThrownBy(() -> Options.parse("--only", "speed")).hasMessageContaining("speed");
    assertThatThrownBy(() -> Options.parse("--json")).hasMessageContaining("--json");
  }
}
