package io.procpool;

/**
 * The whole call took longer than it may. What it had not finished was stopped.
 *
 * <pre>{@code
 * try {
 *   pages = pool.map(Page::render, sources, MapOptions.DEFAULT.withJobTimeout(Duration.ofMinutes(5)));
 * } catch (JobTimeoutException e) {
 *   log.warn("not rendered in time", e);
 * }
 * }</pre>
 */
public final class JobTimeoutException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  /**
   * For pools, which throw it.
   *
   * @param message what happened, to whom, and what now
   */
  public JobTimeoutException(String message) {
    super(message, null);
  }
}
