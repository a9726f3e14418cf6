package io.procpool.cli;

import io.procpool.TaskException;
import io.procpool.TaskFailedException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Counts tasks, and tells of those that fail, one line each, on standard error. Guarded by its
 * lock: the main thread counts, the shutdown hook tells how far the run came.
 */
final class Progress {

  private final PrintStream err;
  private final boolean isVerbose;
  private long succeeded;
  private long failed;
  private boolean isInterrupted;
  private boolean isOver;

  Progress(PrintStream err, boolean isVerbose) {
    this.err = err;
    this.isVerbose = isVerbose;
  }

  synchronized void onSuccess() {
    succeeded++;
  }

  synchronized void onFailure(TaskException failure) {
    failed++;
    if (isOver) {
      return; // the run was interrupted, and its workers ended for that
    }
    String input = failure.input() == null ? "" : " (" + failure.input() + ")";
    err.println("procpool: task " + failure.index() + input + " failed: " + reason(failure));
    if (isVerbose) {
      failure.printStackTrace(err);
    }
  }

  synchronized boolean hasFailures() {
    return failed > 0;
  }

  /** No more tasks are started. */
  synchronized void onInterrupt(Duration grace) {
    isInterrupted = true;
    err.println(
        "procpool: interrupted: what runs may end within "
            + seconds(grace)
            + " s; a second time ends it now.");
  }

  /** The run has come to its end. */
  synchronized void end() {
    if (isInterrupted) {
      interrupt();
    }
    isOver = true;
    if (failed > 0) {
      err.println("procpool: " + failed + " of " + (succeeded + failed) + " tasks failed.");
    }
  }

  /** The run ends before its end, unless it already has. */
  synchronized void interrupt() {
    if (!isOver) {
      isOver = true;
      err.println("procpool: interrupted: " + succeeded + " tasks done, " + failed + " failed.");
    }
  }

  private static String seconds(Duration time) {
    String text = String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String reason(TaskException failure) {
    String reason =
        failure instanceof TaskFailedException
            ? String.valueOf(failure.getCause())
            : failure.getMessage();
    String[] lines = reason.split("\\R", 2);
    return lines.length == 1 ? reason : lines[0] + " ...";
  }
}
