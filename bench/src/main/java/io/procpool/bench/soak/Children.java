package io.procpool.bench.soak;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The processes that this JVM has started: the workers of its pools, and a shell of its own. */
final class Children {

  private static final Pattern WORKER_NAME = Pattern.compile("procpool-\\d+-worker-\\d+");

  private Children() {}

  static List<ProcessHandle> all() {
    return ProcessHandle.current().children().toList();
  }

  /** Those that are JVMs by now: a worker begins as a shell, and that as a copy of this process. */
  static List<ProcessHandle> workers() {
    return ProcessHandle.current().children().filter(Children::isJvm).toList();
  }

  /** As its command line has it; empty if it is no worker, or not yet, or has ended. */
  static Optional<String> nameOf(ProcessHandle child) {
    Matcher name = WORKER_NAME.matcher(child.info().commandLine().orElse(""));
    return name.find() ? Optional.of(name.group()) : Optional.empty();
  }

  private static boolean isJvm(ProcessHandle child) {
    return child.info().command().orElse("").endsWith("/java");
  }
}
