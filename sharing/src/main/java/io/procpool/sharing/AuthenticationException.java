package io.procpool.sharing;

import java.io.IOException;

/**
 * The two sides of a connection could not prove to each other that they have the same key.
 *
 * <pre>{@code
 * try (Connection connection = Client.connect(address, options.withKey(key))) {
 *   ...
 * } catch (AuthenticationException e) {
 *   throw new SetupException("not the key of " + address, e);
 * }
 * }</pre>
 */
public final class AuthenticationException extends IOException {

  private static final long serialVersionUID = 1L;

  AuthenticationException(String message, Throwable cause) {
    super(message, cause);
  }
}
