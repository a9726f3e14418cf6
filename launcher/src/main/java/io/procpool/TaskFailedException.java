package io.procpool;

/**
 * The task threw. The cause is what it threw: the same type with the same message, cause,
 * suppressed throwables and stack, or a {@link io.procpool.task.RemoteException} where the
 * throwable itself could not be brought over.
 *
 * <pre>{@code
 * try {
 *   pool.apply(() -> Files.readString(path));
 * } catch (TaskFailedException e) {
 *   if (e.getCause() instanceof NoSuchFileException) { ... }
 * }
 * }</pre>
 */
public final class TaskFailedException extends TaskException {

  private static final long serialVersionUID = 1L;

  /**
   * For pools, which throw it.
   *
   * @param index of the task in the input; -1 for what is no single task's
   * @param input the beginning of the task's input; may be {@code null}
   * @param message what happened, to whom, and what now
   * @param cause what the task threw
   */
  public TaskFailedException(long index, String input, String message, Throwable cause) {
    super(index, input, message, cause);
  }
}
