package io.procpool.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the threads of other JVMs are doing. By {@code jstack}: a JVM that is asked by signal prints
 * its stacks on its standard output, and that of a worker is the link.
 */
final class JvmStacks {

  private static final long LIMIT_SECONDS = 10;

  private JvmStacks() {}

  /** The stacks of a process and of all that it started. */
  static String ofFamily(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .filter(ProcessHandle::isAlive)
        .map(JvmStacks::of)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String of(ProcessHandle process) {
    String commandLine = process.info().commandLine().orElse("unknown");
    return "--- process %d: %s%n%s".formatted(process.pid(), commandLine, jstack(process.pid()));
  }

  private static String jstack(long pid) {
    Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
    try {
      Process process =
          new ProcessBuilder(jstack.toString(), Long.toString(pid))
              .redirectErrorStream(true)
              .start();
      Drain output = Drain.of(process.getInputStream(), "jstack");
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      output.endsBy(System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS));
      return output.text();
    } catch (IOException e) {
      return "no jstack: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
