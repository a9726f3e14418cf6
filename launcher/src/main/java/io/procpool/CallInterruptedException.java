package io.procpool;

/**
 * The calling thread was interrupted while it waited for a result. Its interrupt flag is set again.
 */
public final class CallInterruptedException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  public CallInterruptedException(InterruptedException cause) {
    super(
        "Interrupted while waiting for a result; the tasks that had not started are cancelled.",
        cause);
  }
}
