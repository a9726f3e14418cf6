package io.procpool;

/**
 * The calling thread was interrupted while it waited for the pool. Its interrupt flag is set again.
 * What a {@code map} or {@code apply} had not started is cancelled; {@link Results} can be read on.
 *
 * <pre>{@code
 * try {
 *   pages = pool.map(Page::render, sources);
 * } catch (CallInterruptedException e) {
 *   return; // the flag is set for whoever called this
 * }
 * }</pre>
 */
public final class CallInterruptedException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  /**
   * For pools, which throw it.
   *
   * @param cause what the thread was interrupted with
   */
  public CallInterruptedException(InterruptedException cause) {
    super("Interrupted while waiting for the pool.", cause);
  }
}
