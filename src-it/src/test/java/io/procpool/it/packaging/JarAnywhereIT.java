package io.procpool.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.Artifacts;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the jar runs: the one file, copied anywhere, with no more of a JDK than it needs. */
class JarAnywhereIT {

  /** What a user has to give to {@code jlink}; one more of them is a decision. */
  private static final String NEEDED_MODULES = "java.base,jdk.unsupported";

  /**
   * Kryo has serializers for dates that want java.sql, and for beans that want java.desktop. A pool
   * without jdk.jfr is in no recording.
   */
  private static final String USED_MODULES =
      "java.base,java.desktop,java.sql,jdk.jfr,jdk.unsupported";

  private static final String GREETING_DIGEST =
      "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  hello.txt";

  @TempDir private Path folder;

  @BeforeEach
  void writeGreeting() throws IOException {
    Files.writeString(folder.resolve("hello.txt"), "hello\n");
  }

  @Test
  void itStartsFromAFolderThatHoldsNothingElse(@TempDir Path empty) throws IOException {
    copy(Artifacts.procpoolJar(), empty);

    Run run = procpoolIn(empty, CommandLine.java(), "", "--version");

    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout()).startsWith("procpool ");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void itRunsAJobFromAFolderWithSpacesParenthesesAndUmlauts() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("my jars (größer, 大) 'n' $HOME"));
    Files.copy(folder.resolve("hello.txt"), odd.resolve("hello.txt"));

    assertThat(digestIn(odd, CommandLine.java())).isEqualTo(new Run(0, GREETING_DIGEST + "\n", ""));
  }

  @Test
  void itUsesNoMoreModulesThanItSays() {
    assertThat(Modules.usedBy(Artifacts.procpoolJar())).isEqualTo(USED_MODULES);
  }

  @Test
  void itRunsAJobOnARunTimeImageOfTheModulesThatItNeeds() throws IOException {
    Path image = Modules.link(NEEDED_MODULES, folder.resolve("image"));

    assertThat(digestIn(folder, image.resolve("bin/java")))
        .isEqualTo(new Run(0, GREETING_DIGEST + "\n", ""));
  }

  /** A locale is none of the values that the codec carries without Kryo. */
  @Test
  void kryoRunsOnTheModulesThatItNeeds() throws IOException {
    Path java = Modules.link(NEEDED_MODULES, folder.resolve("image")).resolve("bin/java");
    copy(Artifacts.procpoolJar(), folder);
    copy(Artifacts.exampleJar("digest"), folder);
    String method = "java.util.Locale::forLanguageTag";

    Run run = procpoolIn(folder, java, "de-CH\n", "--procs", "1", "--map", method, "digest.jar");

    assertThat(run).isEqualTo(new Run(0, "de_CH\n", ""));
  }

  private static Run digestIn(Path folder, Path java) throws IOException {
    copy(Artifacts.procpoolJar(), folder);
    copy(Artifacts.exampleJar("digest"), folder);
    return procpoolIn(folder, java, "hello.txt\n", "--procs", "1", "digest.jar");
  }

  private static Run procpoolIn(Path folder, Path java, String stdin, String... args) {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-jar", "procpool.jar"));
    command.addAll(List.of(args));
    return CommandLine.run(command, stdin, folder);
  }

  private static void copy(Path jar, Path folder) throws IOException {
    Files.copy(jar, folder.resolve(jar.getFileName()));
  }
}
