package io.procpool.sharing.manager;

import io.procpool.ProcpoolException;

/**
 * The manager's process has ended, or cannot be reached any more, and its objects are gone. Whether
 * the call at hand was still carried out is not known.
 */
public final class ManagerLostException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  ManagerLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
