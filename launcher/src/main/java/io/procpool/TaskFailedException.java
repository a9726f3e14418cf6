package io.procpool;

/**
 * The task threw. The cause is what it threw: the same type with the same message, cause,
 * suppressed throwables and stack, or a {@link io.procpool.task.RemoteException} where the
 * throwable itself could not be brought over.
 */
public final class TaskFailedException extends TaskException {

  private static final long serialVersionUID = 1L;

  public TaskFailedException(long index, String input, String message, Throwable cause) {
    super(index, input, message, cause);
  }
}
