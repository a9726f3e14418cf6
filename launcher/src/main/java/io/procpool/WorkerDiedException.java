package io.procpool;

/**
 * The worker ended while it had this task. The message says what ended it, with the end of its
 * standard error, and what to do; if a task called {@code System.exit}, the cause is the stack of
 * that call.
 */
public final class WorkerDiedException extends TaskException {

  private static final long serialVersionUID = 1L;

  private final WorkerDeath death;

  public WorkerDiedException(
      long index, String input, String message, WorkerDeath death, Throwable stack) {
    super(index, input, message, stack);
    this.death = death;
  }

  /** How the worker ended. */
  public WorkerDeath death() {
    return death;
  }
}
