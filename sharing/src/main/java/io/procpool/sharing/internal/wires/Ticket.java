package io.procpool.sharing.internal.wires;

import java.nio.file.Path;

/**
 * What an end is while it is on its way to another process: where it will be given for what.
 *
 * @param home the socket of the exchange of a process that knows where the other end is
 * @param token that nobody can guess, and that is good once
 */
public record Ticket(String home, Token token) {

  Path homePath() {
    return Path.of(home);
  }
}
