package io.procpool;

/** The whole call took longer than it may. What it had not finished was stopped. */
public final class JobTimeoutException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  public JobTimeoutException(String message) {
    super(message, null);
  }
}
