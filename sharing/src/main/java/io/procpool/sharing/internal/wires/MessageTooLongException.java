package io.procpool.sharing.internal.wires;

import java.io.IOException;

/** A message is longer than whoever wants to receive it allows. It waits where it is. */
public final class MessageTooLongException extends IOException {

  private static final long serialVersionUID = 1L;

  MessageTooLongException(int length, int most) {
    super(
        "A message of "
            + length
            + " bytes waits, and "
            + most
            + " are allowed: receive it with a larger maximum, or close the connection.");
  }
}
