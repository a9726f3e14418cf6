package io.procpool.sharing.manager;

import io.procpool.ProcpoolException;

/**
 * The manager's process has ended, or cannot be reached any more, and its objects are gone. Whether
 * the call at hand was still carried out is not known.
 *
 * <pre>{@code
 * try {
 *   scores.merge(player, 1, Integer::sum);
 * } catch (ManagerLostException e) {
 *   endRound();                                  // nobody has the scores any more
 * }
 * }</pre>
 */
public final class ManagerLostException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  ManagerLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
