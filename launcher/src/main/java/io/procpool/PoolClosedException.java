package io.procpool;

/**
 * The pool was closed or terminated before it could do this.
 *
 * <pre>{@code
 * pool.close();
 * pool.apply(() -> 42);   // throws it
 * }</pre>
 *
 * <p>Futures and streams that were open when a pool was terminated fail with it, too.
 */
public final class PoolClosedException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  /**
   * For pools, which throw it.
   *
   * @param message what happened, to whom, and what now
   */
  public PoolClosedException(String message) {
    super(message, null);
  }
}
