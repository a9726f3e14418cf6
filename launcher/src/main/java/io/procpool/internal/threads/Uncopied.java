package io.procpool.internal.threads;

import io.procpool.codec.CodecException;

/** An item or a result could not be encoded and decoded again. */
final class Uncopied extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Uncopied(String what, CodecException cause) {
    super(what + ": " + cause.getMessage() + ".", cause);
  }
}
