package io.procpool.internal.workers;

import io.procpool.WorkerDeath.Kind;
import io.procpool.protocol.StatusPage.Kept;
import io.procpool.protocol.StatusPage.Status;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a worker ended.
 *
 * @param exitCode of its process; meaningless if it never started
 * @param startFailure why its process could not be started, or {@code null} if it was
 * @param status what it did last; empty if it had no status page
 * @param journal outcomes that it may not have sent
 * @param isOutOfMemoryKill whether the kernel has killed a process for want of memory meanwhile
 * @param errorFile the JVM's report of a crash; {@code null} if there is none
 * @param log the end of its standard error
 */
public record WorkerExit(
    int exitCode,
    IOException startFailure,
    Optional<Status> status,
    List<Kept> journal,
    boolean isOutOfMemoryKill,
    String errorFile,
    String log) {

  /** By Linux; those of other systems have other numbers above 15. */
  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(10, "SIGUSR1"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(12, "SIGUSR2"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(31, "SIGSYS"));

  private static final Set<String> FAULTS = Set.of("SIGABRT", "SIGBUS", "SIGILL", "SIGSEGV");
  private static final Set<String> BY_OTHERS = Set.of("SIGHUP", "SIGINT", "SIGKILL", "SIGTERM");

  static final int FIRST_SIGNAL_CODE = 128;

  /** A worker's own threads could not go on; its standard error says why. */
  private static final int WORKER_BROKEN = 70;

  /** The signal that ended it, or {@code null} if none did. */
  public String signal() {
    return signal(exitCode);
  }

  /** The signal that an exit code stands for, if no program has chosen it. */
  static String signal(int exitCode) {
    return exitCode <= FIRST_SIGNAL_CODE ? null : SIGNALS.get(exitCode - FIRST_SIGNAL_CODE);
  }

  /** Whether its JVM ended by a fault of native code, its own or a task's. */
  boolean isCrash() {
    String signal = signal();
    return errorFile != null || signal != null && FAULTS.contains(signal);
  }

  /** Whether it was told to end, or killed, by somebody: JVMs do not do that to themselves. */
  boolean isByOthers() {
    String signal = signal();
    return signal != null && BY_OTHERS.contains(signal);
  }

  /** What ended it, if it has not said so itself. */
  public Kind kind() {
    if (errorFile != null) {
      return Kind.NATIVE_CRASH;
    }
    if (log.contains("Terminating due to java.lang.OutOfMemoryError")
        || exitCode == WORKER_BROKEN && log.contains("java.lang.OutOfMemoryError")) {
      return Kind.OUT_OF_HEAP;
    }
    if (signal() == null) {
      return Kind.HALT;
    }
    return isOutOfMemoryKill ? Kind.OUT_OF_MEMORY_KILLER : Kind.SIGNAL;
  }

  /** Such as "exit code 3", "exit code 137 (SIGKILL)" or why it was not started. */
  public String describe() {
    if (startFailure != null) {
      return startFailure.getMessage();
    }
    return "exit code " + exitCode + (signal() == null ? "" : " (" + signal() + ")");
  }

  /** The end of its standard error as the end of a message, or nothing if it wrote nothing. */
  public String logAsText() {
    return log.isEmpty()
        ? ""
        : "\nThe last it wrote to standard error:\n" + log.indent(2).stripTrailing();
  }
}
