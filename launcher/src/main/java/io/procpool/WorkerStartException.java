package io.procpool;

/**
 * Workers cannot be started: the message holds what the last one wrote to its standard error. The
 * pool is closed; no worker of it is left.
 */
public final class WorkerStartException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  public WorkerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
