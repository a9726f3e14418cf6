package io.procpool.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OurJarsTest {

  /** {@code nested} is a protocol of Spring Boot's own, which this JVM need not know. */
  @ParameterizedTest
  @CsvSource({
    "jar:file:/app.jar!/BOOT-INF/lib/procpool.jar!/, jar:file:/app.jar!/BOOT-INF/lib/procpool.jar",
    "jar:file:/app.jar!/BOOT-INF/lib/procpool.jar, jar:file:/app.jar!/BOOT-INF/lib/procpool.jar",
    "jar:file:/procpool.jar!/, file:/procpool.jar",
    "http://host/procpool.jar, http://host/procpool.jar"
  })
  void theJarItselfIsReadWhereTheLocationIsInIt(String location, String jar) throws IOException {
    assertThat(OurJars.content(location)).hasToString(jar);
  }

  @Test
  void thePlacesAreThoseOfOurOwnClasses() {
    List<String> flags = OurJars.find().flags(List.of());

    String places = flags.get(flags.size() - 1);
    assertThat(List.of(places.split(File.pathSeparator)))
        .isNotEmpty()
        .allMatch(place -> new File(place).exists());
  }

  @Test
  void whereTheyHoldUsersClassesTheyBeginTheClassPath() {
    List<String> flags = OurJars.find().flags(List.of(Path.of("/users.jar"))); // ours are folders

    assertThat(flags).first().isEqualTo("-cp");
    assertThat(flags).last().asString().endsWith(File.pathSeparator + "/users.jar");
  }
}
