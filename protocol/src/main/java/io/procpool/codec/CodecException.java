package io.procpool.codec;

/**
 * An object cannot cross: the message names the guilty class, and the path to it where it is known.
 */
public final class CodecException extends Exception {

  private static final long serialVersionUID = 1L;

  public CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
