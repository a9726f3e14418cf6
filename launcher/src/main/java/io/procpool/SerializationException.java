package io.procpool;

/**
 * A function, an item or a result cannot cross from one JVM to the other. The message names the
 * guilty class, and the path to it where it is known. The worker is unharmed.
 *
 * <pre>{@code
 * Socket socket = connect();
 * pool.map(x -> ask(socket, x), items);   // throws it on this line: the function holds a socket
 * }</pre>
 *
 * <p>A function is refused on the line that passed it, with -1 for an index; an item or a result
 * fails its task alone. {@link Pool#check} tells beforehand.
 */
public final class SerializationException extends TaskException {

  private static final long serialVersionUID = 1L;

  /**
   * For pools, which throw it.
   *
   * @param index of the task in the input; -1 for what is no single task's
   * @param input the beginning of the task's input; may be {@code null}
   * @param message what happened, to whom, and what now
   * @param cause may be {@code null}
   */
  public SerializationException(long index, String input, String message, Throwable cause) {
    super(index, input, message, cause);
  }
}
