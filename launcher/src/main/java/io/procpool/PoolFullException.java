package io.procpool;

/**
 * The pool holds as many calls as its {@link QueueLimit} allows. This one was not accepted, and
 * nothing of it has run. An {@link TaskExecutorService} says so as executors do: with a {@code
 * RejectedExecutionException}, whose cause this is.
 *
 * <pre>{@code
 * try {
 *   pool.applyAsync(() -> render(book));
 * } catch (PoolFullException e) {
 *   return "busy, try again later";
 * }
 * }</pre>
 */
public final class PoolFullException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Made by a pool that is full.
   *
   * @param message what it holds, and what to do
   */
  public PoolFullException(String message) {
    super(message, null);
  }
}
