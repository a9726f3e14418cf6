package io.procpool.bench.soak;

import io.procpool.TaskException;
import io.procpool.TaskTimeoutException;
import io.procpool.WorkerDiedException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The worker that a failure names.
 *
 * @param worker its name: that of its replacement, too
 */
record Culprit(String worker, long pid) {

  private static final Pattern DESCRIPTION =
      Pattern.compile("(procpool-\\d+-worker-\\d+) \\(pid (\\d+)\\)");

  /** Of a worker that ended, or was ended; empty for any other failure. */
  static Optional<Culprit> of(TaskException failure) {
    if (failure instanceof WorkerDiedException died) {
      return Optional.of(new Culprit(died.death().worker(), died.death().pid()));
    }
    if (failure instanceof TaskTimeoutException) {
      Matcher description = DESCRIPTION.matcher(failure.getMessage());
      return description.find()
          ? Optional.of(new Culprit(description.group(1), Long.parseLong(description.group(2))))
          : Optional.empty();
    }
    return Optional.empty();
  }

  boolean isVictimOf(Hit hit) {
    return hit.pid() == pid && hit.worker().equals(worker);
  }
}
