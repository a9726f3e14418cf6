package io.procpool.internal.workers;

import io.procpool.protocol.StatusPage.Started;
import java.io.IOException;
import java.util.Map;

/**
 * How a worker ended.
 *
 * @param exitCode of its process; meaningless if it never started
 * @param startFailure why its process could not be started, or {@code null} if it was * @param
 *     lastStarted the task that it started last
 * @param log the end of its standard error
 */
public record WorkerExit(int exitCode, IOException startFailure, Started lastStarted, String log) {

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 9,
          "SIGKILL", 11, "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

  private static final int FIRST_SIGNAL_CODE = 128;

  /** Such as "exit code 3", "exit code 137 (SIGKILL)" or why it was not started. */
  public String describe() {
    if (startFailure != null) {
      return startFailure.getMessage();
    }
    String signal = SIGNALS.get(exitCode - FIRST_SIGNAL_CODE);
    return "exit code " + exitCode + (signal == null ? "" : " (" + signal + ")");
  }

  /** The end of its standard error as the end of a message, or nothing if it wrote nothing. */
  public String logAsText() {
    return log.isEmpty()
        ? ""
        : "\nThe last it wrote to standard error:\n" + log.indent(2).stripTrailing();
  }
}
