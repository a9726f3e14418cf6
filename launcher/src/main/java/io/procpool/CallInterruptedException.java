package io.procpool;

/**
 * The calling thread was interrupted while it waited for the pool. Its interrupt flag is set again.
 * What a {@code map} or {@code apply} had not started is cancelled; {@link Results} can be read on.
 */
public final class CallInterruptedException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  public CallInterruptedException(InterruptedException cause) {
    super("Interrupted while waiting for the pool.", cause);
  }
}
