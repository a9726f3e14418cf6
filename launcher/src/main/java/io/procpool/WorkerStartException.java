package io.procpool;

/**
 * Workers cannot be started: the message holds what the last one wrote to its standard error. The
 * pool is closed; no worker of it is left.
 *
 * <pre>{@code
 * ProcessPool.builder().jvmArgs("-XX:NoSuchFlag").build();   // throws it
 * }</pre>
 *
 * <p>{@link ProcessPoolBuilder#build()} throws it; and if all workers fail later, or an initializer
 * does, every call.
 */
public final class WorkerStartException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  /**
   * For pools, which throw it.
   *
   * @param message what happened, to whom, and what now
   * @param cause may be {@code null}
   */
  public WorkerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
