package io.procpool.sharing;

import java.io.IOException;

/** The two sides of a connection could not prove to each other that they have the same key. */
public final class AuthenticationException extends IOException {

  private static final long serialVersionUID = 1L;

  AuthenticationException(String message, Throwable cause) {
    super(message, cause);
  }
}
