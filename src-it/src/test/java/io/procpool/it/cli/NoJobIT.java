package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that cannot be found or loaded: what was looked for, and what to do. Exit code 3. */
class NoJobIT {

  private static final int VERSION_AT = 7;
  private static final byte JAVA_99 = (byte) (44 + 99);
  private static final String CLASS = "com/acme/Methods.class";

  @TempDir private Path folder;

  @Test
  void aJarThatIsNotThere() {
    assertFails(CommandLine.procpool(folder + "/none.jar"), 3, "no file", folder + "/none.jar");
  }

  @Test
  void aFileThatIsNoJar() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "This is no jar.");
    assertFails(CommandLine.procpool(text.toString()), 3, text + " is not a jar");

    Path empty = Files.createFile(folder.resolve("empty.jar"));
    assertFails(CommandLine.procpool(empty.toString()), 3, empty + " is not a jar");
  }

  @Test
  void aFolderInPlaceOfAJar() {
    assertFails(CommandLine.procpool(folder.toString()), 3, folder.toString(), "jar");
  }

  @Test
  void aJarThatWasCutOff() throws IOException {
    byte[] bytes = Files.readAllBytes(jar());
    Path cut = Files.write(folder.resolve("cut.jar"), Arrays.copyOf(bytes, bytes.length - 100));

    assertFails(map(cut, "com.acme.Methods::upper"), 3, cut + " is not a jar");
  }

  /** Its directory is whole, the bytes of its class are not: it is not that there is no class. */
  @Test
  void aJarWhoseBytesAreDamaged() throws IOException {
    byte[] bytes = Files.readAllBytes(jar());
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    int content = latin.indexOf(CLASS) + CLASS.length();
    Arrays.fill(bytes, content, content + 60, (byte) 0xFF);
    Path damaged = Files.write(folder.resolve("damaged.jar"), bytes);

    Run run = map(damaged, "com.acme.Methods::upper");

    assertFails(run, 3, "damaged.jar");
    assertThat(run.stderr()).doesNotContain("There is no class");
  }

  @Test
  void aClassFileThatIsNone() {
    Path jar =
        JobJar.of(Cli.METHODS)
            .withFile(CLASS, "no class".getBytes())
            .writeTo(folder.resolve("job.jar"));

    assertFails(map(jar, "com.acme.Methods::upper"), 3, "com.acme.Methods", "cannot be loaded");
  }

  @Test
  void aClassOfANewerJava() throws IOException {
    Path newer = jarOfANewerJava(Cli.METHODS, CLASS);

    assertFails(
        map(newer, "com.acme.Methods::upper"),
        3,
        "compiled for Java 99",
        "this is Java " + Runtime.version().feature(),
        "--release " + Runtime.version().feature());
  }

  @Test
  void aJobOfANewerJava() throws IOException {
    Path newer = jarOfANewerJava(Jobs.named("com.acme", "Upper"), "com/acme/Upper.class");

    assertFails(
        CommandLine.procpool("--job", "com.acme.Upper", newer.toString()),
        3,
        "compiled for Java 99",
        "this is Java " + Runtime.version().feature());
  }

  @Test
  void aClassThatIsNotThere() {
    Path jar = jar();

    assertFails(map(jar, "com.acme.None::upper"), 3, "no class com.acme.None", jar.toString());
    assertFails(
        CommandLine.procpool("--job", "com.acme.None", jar.toString()),
        3,
        "no class com.acme.None (--job)",
        jar.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Methods", "com.Methods", "org.acme.Methods"})
  void aClassWhosePackageWasForgotten(String name) {
    assertFails(map(jar(), name + "::upper"), 3, "Is it com.acme.Methods?");
  }

  @Test
  void aClassOfAManifestThatIsNotThere() {
    Path jar =
        JobJar.of(Jobs.named("com.acme", "Upper"))
            .withManifestJob("Upper")
            .writeTo(folder.resolve("job.jar"));

    assertFails(
        CommandLine.procpool(jar.toString()),
        3,
        "no class Upper (manifest attribute Procpool-Job)",
        "Is it com.acme.Upper?");
  }

  @Test
  void aServiceThatIsNotThere() {
    Path jar =
        JobJar.of(Cli.METHODS).withServices("com.acme.None").writeTo(folder.resolve("job.jar"));

    assertFails(CommandLine.procpool(jar.toString()), 3, "META-INF/services", "com.acme.None");
  }

  @Test
  void severalServices() {
    Path jar =
        JobJar.of(Jobs.named("com.acme", "Upper"), Jobs.named("com.acme", "Lower"))
            .withServices("com.acme.Upper", "com.acme.Lower")
            .writeTo(folder.resolve("job.jar"));

    assertFails(
        CommandLine.procpool(jar.toString()),
        3,
        "several jobs: com.acme.Upper, com.acme.Lower",
        "--job");
  }

  @Test
  void nothingInTheJarThatSaysWhatTheJobIs() {
    assertFails(
        CommandLine.procpool(jar().toString()),
        3,
        "No job found",
        "--map",
        "--job",
        "Procpool-Job",
        "META-INF/services/io.procpool.task.Job");
  }

  private Path jarOfANewerJava(String source, String entry) throws IOException {
    Path classes = folder.resolve("job.jar-classes");
    JobJar.of(source).writeTo(folder.resolve("job.jar"));
    byte[] newer = Files.readAllBytes(classes.resolve(entry));
    newer[VERSION_AT] = JAVA_99;
    return JobJar.of(source).withFile(entry, newer).writeTo(folder.resolve("newer.jar"));
  }

  private Path jar() {
    return JobJar.of(Cli.METHODS).writeTo(folder.resolve("job.jar"));
  }

  private static Run map(Path jar, String method) {
    return CommandLine.procpool("--map", method, jar.toString());
  }
}
