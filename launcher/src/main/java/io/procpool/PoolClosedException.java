package io.procpool;

/** The pool was closed or terminated before it could do this. */
public final class PoolClosedException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  public PoolClosedException(String message) {
    super(message, null);
  }
}
