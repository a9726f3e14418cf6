package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertPrints;

import io.procpool.it.Artifacts;
import io.procpool.it.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both jars work wherever they lie. */
class OddPathsIT {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with spaces",
        "(parentheses) [brackets]",
        "größer 大",
        "100% + a=b",
        "#hash & co; $HOME",
        "'single' \"double\"",
        "back\\slash",
        "exclamation! mark"
      })
  void jarsInAFolderOfAnyName(String name) throws IOException {
    Path odd = Files.createDirectories(folder.resolve(name));
    Path procpool = Files.copy(Artifacts.procpoolJar(), odd.resolve("procpool " + name + ".jar"));
    Path job =
        JobJar.of(Cli.METHODS, Jobs.named("com.acme", "Served"))
            .withServices("com.acme.Served")
            .writeTo(odd.resolve("job " + name + ".jar"));

    assertPrints(
        CommandLine.run(
            List.of(
                CommandLine.java().toString(), "-jar", procpool.toString(), "-j1", job.toString()),
            "line\n",
            folder),
        "Served line");
    assertPrints(
        CommandLine.run(
            List.of(
                CommandLine.java().toString(),
                "-jar",
                folder.relativize(procpool).toString(),
                "-j1",
                "--map",
                "com.acme.Methods::upper",
                folder.relativize(job).toString()),
            "line\n",
            folder),
        "LINE");
  }
}
