package io.procpool.protocol;

/** A payload is not laid out as its frame's type says. */
public final class MalformedPayloadException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MalformedPayloadException(String message) {
    super(message);
  }
}
