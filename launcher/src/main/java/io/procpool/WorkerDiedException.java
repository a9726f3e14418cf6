package io.procpool;

/**
 * The worker ended while it had this task. The message says what ended it, with the end of its
 * standard error, and what to do; if a task called {@code System.exit}, the cause is the stack of
 * that call.
 *
 * <pre>{@code
 * try {
 *   pool.apply(() -> nativeCodec(bytes));
 * } catch (WorkerDiedException e) {
 *   if (e.death().kind() == WorkerDeath.Kind.NATIVE_CRASH) { ... }
 * }
 * }</pre>
 *
 * <p>The worker is replaced, and the other tasks run; this one has run at most once, unless {@link
 * Retries} were asked for.
 */
public final class WorkerDiedException extends TaskException {

  private static final long serialVersionUID = 1L;

  private final WorkerDeath death;

  /**
   * For pools, which throw it.
   *
   * @param index of the task in the input; -1 for what is no single task's
   * @param input the beginning of the task's input; may be {@code null}
   * @param message what happened, to whom, and what now
   * @param death how the worker ended
   * @param stack of the call that ended it; {@code null} if that is not known
   */
  public WorkerDiedException(
      long index, String input, String message, WorkerDeath death, Throwable stack) {
    super(index, input, message, stack);
    this.death = death;
  }

  /** {@return how the worker ended} */
  public WorkerDeath death() {
    return death;
  }
}
