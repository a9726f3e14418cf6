package io.procpool.bench.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a program and its workers are held on one processor: {@code taskset}, on Linux. */
final class Pinning {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  private Pinning() {}

  /** What goes before the command; nothing where it does not work. */
  static Optional<List<String>> find() throws InterruptedException {
    try {
      List<String> prefix = List.of("taskset", "-c", firstAllowed());
      ProcessBuilder trial = new ProcessBuilder(new ArrayList<>(prefix));
      trial.command().add("true");
      return trial.start().waitFor() == 0 ? Optional.of(prefix) : Optional.empty();
    } catch (IOException e) {
      // No such system, or no such program: what is asked here is whether there is.
      return Optional.empty();
    }
  }

  /** The first of a list such as 0-3,8. */
  private static String firstAllowed() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(ALLOWED))
        .map(line -> line.substring(ALLOWED.length()).strip().split("[,-]")[0])
        .findFirst()
        .orElse("0");
  }
}
