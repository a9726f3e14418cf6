package io.procpool.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.spi.ToolProvider;

/** The modules of the JDK as the tools of the JDK see them. */
final class Modules {

  private Modules() {}

  /** The modules that a jar refers to, separated by commas, in the order of the alphabet. */
  static String usedBy(Path jar) {
    return run(
            tool("jdeps"),
            "--print-module-deps",
            "--ignore-missing-deps",
            "--multi-release",
            "17",
            jar.toString())
        .trim();
  }

  /**
   * Makes a run-time image with these modules and what they stand on; the folder must not exist.
   */
  static Path link(String modules, Path image) {
    ToolProvider jlink = tool("jlink");
    assumeTrue(canLink(jlink), "Not run: this JDK has neither jmods nor can it link from itself.");
    run(jlink, "--add-modules", modules, "--output", image.toString());
    return image;
  }

  /** From JDK 24 on a JDK may come without jmods, and link from its own run-time image. */
  private static boolean canLink(ToolProvider jlink) {
    return Files.isDirectory(Path.of(System.getProperty("java.home"), "jmods"))
        || run(jlink, "--help").contains("Linking from run-time image enabled");
  }

  private static ToolProvider tool(String name) {
    Optional<ToolProvider> tool = ToolProvider.findFirst(name);
    assumeTrue(
        tool.isPresent(), () -> "Not run: this Java has no " + name + ", it is no full JDK.");
    return tool.orElseThrow();
  }

  private static String run(ToolProvider tool, String... args) {
    StringWriter out = new StringWriter();
    int exitCode = tool.run(new PrintWriter(out), new PrintWriter(out), args);
    assertThat(exitCode).as("%s %s: %s", tool.name(), String.join(" ", args), out).isZero();
    return out.toString();
  }
}
