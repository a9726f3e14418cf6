package io.procpool;

/**
 * The root of what a pool throws for reasons of its own. None of them is checked. Those of single
 * tasks are {@link TaskException}s.
 *
 * <pre>{@code
 * try (ProcessPool pool = ProcessPool.create()) {
 *   return pool.map(Page::render, sources);
 * } catch (ProcpoolException e) {
 *   throw new ReportException("no report: " + e.getMessage(), e);
 * }
 * }</pre>
 */
public class ProcpoolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * For pools, which throw it.
   *
   * @param message what happened, to whom, and what now
   * @param cause may be {@code null}
   */
  public ProcpoolException(String message, Throwable cause) {
    super(message, cause);
  }
}
