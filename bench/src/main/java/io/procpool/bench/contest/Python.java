package io.procpool.bench.contest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Python of this machine.
 *
 * @param executable the interpreter itself, behind whatever {@code python3} in PATH is
 * @param version such as 3.11.7
 * @param script {@code peers.py} as a file: spawn starts workers from a real one
 */
record Python(String executable, String version, Path script) {

  private static final String WHO_ARE_YOU =
      "import sys, platform; print(sys.executable); print(platform.python_version())";

  /** The {@code python3} in PATH, if there is one. */
  static Optional<Python> find(Path folder) throws IOException {
    Optional<List<String>> lines = linesOf("python3", "-c", WHO_ARE_YOU);
    if (lines.isEmpty() || lines.get().size() < 2) {
      return Optional.empty();
    }
    Path script = Sides.unpack("peers.py", folder);
    return Optional.of(new Python(lines.get().get(0), lines.get().get(1), script));
  }

  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(executable, script.toString()));
    command.addAll(List.of(arguments));
    return command;
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
}
