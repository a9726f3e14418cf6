package io.procpool;

/** The root of what a pool throws for reasons of its own. */
public class ProcpoolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ProcpoolException(String message, Throwable cause) {
    super(message, cause);
  }
}
