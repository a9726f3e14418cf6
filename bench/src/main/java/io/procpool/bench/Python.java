package io.procpool.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Python of this machine, with the script it runs: spawn starts workers from a real file, so it
 * is written to a temporary folder, which closing removes.
 *
 * @param executable the interpreter itself, behind whatever {@code python3} in PATH is
 * @param version such as 3.11.7
 * @param script in a folder of its own
 */
record Python(String executable, String version, Path script) implements AutoCloseable {

  private static final String WHO_ARE_YOU =
      "import sys, platform; print(sys.executable); print(platform.python_version())";

  /**
   * The {@code python3} in PATH, if there is one.
   *
   * @param script the name of what it is to run
   */
  static Optional<Python> find(String script) throws IOException {
    Optional<List<String>> lines = linesOf("python3", "-c", WHO_ARE_YOU);
    if (lines.isEmpty() || lines.get().size() < 2) {
      return Optional.empty();
    }
    return Optional.of(new Python(lines.get().get(0), lines.get().get(1), write(script)));
  }

  Side side() {
    return new Side("Python", List.of(executable, script.toString()));
  }

  @Override
  public void close() throws IOException {
    Files.delete(script);
    Files.delete(script.getParent());
  }

  private static Optional<List<String>> linesOf(String... command) {
    try {
      Process process = new ProcessBuilder(command).start();
      return Optional.of(process.inputReader().lines().toList());
    } catch (IOException e) {
      // There is no such program: what is asked here is whether there is.
      return Optional.empty();
    }
  }

  private static Path write(String name) throws IOException {
    Path script = Files.createTempDirectory("procpool-bench").resolve(name);
    try (InputStream source = Python.class.getResourceAsStream(name)) {
      Files.copy(source, script);
    }
    return script;
  }
}
