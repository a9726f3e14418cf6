package io.procpool.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
    assertThat(OurJars.places()).isNotEmpty().allMatch(place -> place.toFile().exists());
  }
}
