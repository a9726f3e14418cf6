package io.procpool.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.internal.workers.archive.JarDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OurJarsTest {

  private static final Path USERS = Path.of("/users.jar");

  @TempDir private Path folder;

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
  void ofFoldersOfClassesTheyBeginTheClassPath() {
    OurJars jars = new OurJars(List.of());

    assertThat(jars.bootFlags()).isEmpty();
    assertThat(jars.classPath(List.of(USERS))).isEqualTo(ours() + File.pathSeparator + USERS);
  }

  @Test
  void soDoTheyWhereAJarHoldsUsersClassesToo() throws Exception {
    OurJars jars = new OurJars(List.of(jar("io/procpool/A.class", "com/acme/Main.class")));

    assertThat(jars.bootFlags()).isEmpty();
    assertThat(jars.classPath(List.of(USERS))).endsWith(File.pathSeparator + USERS);
  }

  @Test
  void ofJarsOfTheirOwnTheyAreTheJvmsAndTheUsersComeFirst() throws Exception {
    OurJars jars = new OurJars(List.of(jar("io/procpool/A.class")));

    assertThat(jars.bootFlags()).containsExactly("-Xbootclasspath/a:" + ours());
    assertThat(jars.classPath(List.of(USERS))).isEqualTo(USERS + File.pathSeparator + ours());
  }

  private static String ours() {
    String ours = OurJars.find().classPath(List.of());
    assertThat(List.of(ours.split(File.pathSeparator)))
        .isNotEmpty()
        .allMatch(place -> new File(place).exists());
    return ours;
  }

  private JarDirectory jar(String... entries) throws IOException {
    Path jar = folder.resolve("some.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.closeEntry();
      }
    }
    return JarDirectory.of(jar);
  }
}
