package io.procpool;

/**
 * A function, an item or a result cannot cross from one JVM to the other. The message names the
 * guilty class, and the path to it where it is known. The worker is unharmed.
 */
public final class SerializationException extends TaskException {

  private static final long serialVersionUID = 1L;

  public SerializationException(long index, String input, String message, Throwable cause) {
    super(index, input, message, cause);
  }
}
