package io.procpool;

/**
 * The worker ended while it had this task. The message holds its exit code or signal and the end of
 * its standard error. The task is not run again.
 */
public final class WorkerDiedException extends TaskException {

  private static final long serialVersionUID = 1L;

  public WorkerDiedException(long index, String input, String message) {
    super(index, input, message, null);
  }
}
