package io.procpool.it.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.examples.digest.DigestJob;
import io.procpool.it.Artifacts;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against {@code sha256sum} itself, over some thousands of files that every Linux has. */
class DigestJobIT {

  private static final String JOB_JAR = Artifacts.exampleJar("digest").toString();

  private static String paths;
  private static String digests;

  @TempDir private Path folder;

  @BeforeAll
  static void askSha256sum() throws IOException {
    paths = readablePaths();
    digests = sha256sum(paths);
  }

  @Test
  void digestsComeInTheOrderOfTheirFiles() {
    Run run = CommandLine.procpool(List.of("--procs", "8", JOB_JAR), paths);

    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout()).isEqualTo(digests);
  }

  @Test
  void unorderedDigestsAreTheSameDigests() {
    Run run = CommandLine.procpool(List.of("--procs", "8", "--unordered", JOB_JAR), paths);

    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout().lines().sorted()).isEqualTo(digests.lines().sorted().toList());
  }

  @Test
  void aPublicStaticMethodIsEnough() {
    String method = DigestJob.class.getName() + "::sha256sum";

    Run run = CommandLine.procpool(List.of("--procs", "8", "--map", method, JOB_JAR), paths);

    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout()).isEqualTo(digests);
  }

  @Test
  void aMissingFileFailsAlone() throws IOException {
    Path present = Files.writeString(folder.resolve("present"), "content");
    String missing = folder.resolve("missing").toString();

    Run run = CommandLine.procpool(List.of(JOB_JAR), missing + "\n" + present + "\n");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stdout()).isEqualTo(sha256sum(present + "\n"));
    assertThat(run.stderr()).contains(missing);
  }

  @Test
  void anEmptyFileAndABackslashAreWrittenAsSha256sumWritesThem() throws IOException {
    Path file = Files.createFile(folder.resolve("back\\slash"));

    Run run = CommandLine.procpool(List.of(JOB_JAR), file + "\n");

    assertThat(run.stdout()).startsWith("\\").isEqualTo(sha256sum(file + "\n"));
  }

  /** Such a name cannot be a line of input, but it can be an argument of the method. */
  @Test
  void aLineBreakIsWrittenAsSha256sumWritesIt() throws IOException {
    Path file = Files.writeString(folder.resolve("two\nlines"), "content");

    String line = DigestJob.sha256sum(file.toString());

    assertThat(line + "\n").isEqualTo(stdoutOf(List.of("sha256sum", file.toString()), ""));
  }

  private static String readablePaths() throws IOException {
    Path documentation = Path.of("/usr/share/doc");
    Path top = Files.isDirectory(documentation) ? documentation : javaHome();
    try (Stream<Path> files = Files.walk(top)) {
      return lines(files.filter(Files::isRegularFile).filter(Files::isReadable).sorted());
    }
  }

  private static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  private static String lines(Stream<Path> paths) {
    StringBuilder lines = new StringBuilder();
    paths.forEach(path -> lines.append(path).append('\n'));
    return lines.toString();
  }

  private static String sha256sum(String paths) {
    return stdoutOf(List.of("xargs", "-d", "\\n", "sha256sum"), paths);
  }

  private static String stdoutOf(List<String> command, String input) {
    Run run = CommandLine.run(command, input, Path.of("."));
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return run.stdout();
  }
}
