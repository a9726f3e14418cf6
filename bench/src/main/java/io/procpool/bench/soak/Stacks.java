package io.procpool.bench.soak;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Prints what this JVM and its workers are doing, when they should do something else. */
final class Stacks {

  private static final long LIMIT_SECONDS = 10;

  private Stacks() {}

  static void print(String why) {
    StringBuilder text = new StringBuilder("==== HANG: " + why + "%n".formatted());
    Thread.getAllStackTraces().entrySet().stream()
        .sorted(Map.Entry.comparingByKey((a, b) -> a.getName().compareTo(b.getName())))
        .forEach(entry -> append(entry.getKey(), entry.getValue(), text));
    for (ProcessHandle worker : Children.workers()) {
      append(worker, text);
    }
    System.err.println(text.append("==== end of stacks"));
  }

  private static void append(Thread thread, StackTraceElement[] stack, StringBuilder text) {
    text.append("%n\"%s\" %s%n".formatted(thread.getName(), thread.getState()));
    for (StackTraceElement frame : stack) {
      text.append("    at %s%n".formatted(frame));
    }
  }

  /** A process that is stopped would not answer. */
  private static void append(ProcessHandle worker, StringBuilder text) {
    String state = state(worker.pid());
    String commandLine = worker.info().commandLine().orElse("gone");
    text.append("%n---- worker %d, %s: %s%n".formatted(worker.pid(), state, commandLine));
    if (!state.startsWith("T")) {
      text.append(jstack(worker.pid()));
    }
  }

  /** As the kernel says it: "S (sleeping)", "T (stopped)". */
  private static String state(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("State:"))
          .map(line -> line.substring("State:".length()).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "gone";
    }
  }

  private static String jstack(long pid) {
    try {
      Path printed = Files.createTempFile("soak-", ".stacks");
      Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
      Process process =
          new ProcessBuilder(jstack.toString(), Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(printed.toFile()))
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      String text = Files.readString(printed);
      Files.delete(printed);
      return text;
    } catch (IOException e) {
      return "no jstack: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
