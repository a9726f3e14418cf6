package io.procpool.sharing;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * One end of a connection between two processes, for objects or bytes, message by message: an end
 * of a {@link Pipe}, or of what a {@link Client} and a {@link Listener} have made.
 *
 * <pre>{@code
 * connection.send(List.of("question", 42));
 * if (connection.poll(Duration.ofSeconds(5))) {
 *   Answer answer = connection.receive(Answer.class);
 * }
 * }</pre>
 *
 * <p><b>An end is in one process.</b> Where one is an argument of a {@link ChildProcess}, is
 * captured by its target, or is sent through another connection, it moves there: this object is of
 * no use any more, and the other end finds it wherever it is, with all that was sent before. If
 * that process ends, the end is closed. One that moves on from a process in which it was used goes
 * through that process from then on, as long as that lives.
 *
 * <p>Objects are carried as a pool carries them; classes are those that the receiving thread's
 * context class loader finds. Several threads may use a connection: one sends and one receives at a
 * time, and messages are never mixed. What waits ends with an {@link
 * java.io.InterruptedIOException} when its thread is interrupted, whose interrupt status stays set.
 */
public sealed interface Connection extends Closeable, Waitable permits PipeEnd {

  /**
   * Sends an object; waits as long as the other side does not take what was sent before.
   *
   * @param value what a pool can carry
   * @throws IOException if the other side is closed, or this one is, or only receives
   * @throws io.procpool.SerializationException if it cannot be sent; nothing is sent then
   * @throws java.nio.channels.ClosedByInterruptException if this thread is interrupted in the
   *     middle of the message: the connection is closed
   */
  void send(Object value) throws IOException;

  /**
   * Waits for an object.
   *
   * @return what was sent
   * @throws java.io.EOFException if there are no more: the other side is closed, and all that it
   *     sent before has been received
   * @throws IOException if this side is closed, or only sends
   * @throws io.procpool.SerializationException if what was received cannot be made an object again;
   *     the connection goes on with the next message
   */
  Object receive() throws IOException;

  /**
   * Waits for an object of a class.
   *
   * @param <T> that class
   * @param type that class
   * @return what was sent
   * @throws ClassCastException if it is of another one
   * @throws IOException as {@link #receive()}
   */
  default <T> T receive(Class<T> type) throws IOException {
    return type.cast(receive());
  }

  /**
   * {@return whether there is something to receive now, be it the end}
   *
   * <p>Where an end has just come to, what was sent before may still be on its way.
   *
   * @throws IOException if this side is closed, or only sends
   */
  default boolean poll() throws IOException {
    return poll(Duration.ZERO);
  }

  /**
   * Waits for something to receive, be it the end.
   *
   * @param limit how long; not at all if it is zero or negative
   * @return whether there is something
   * @throws IOException if this side is closed, or only sends
   */
  boolean poll(Duration limit) throws IOException;

  /**
   * Sends bytes as one message.
   *
   * @param bytes what to send
   * @throws IOException as {@link #send}
   */
  default void sendBytes(byte[] bytes) throws IOException {
    sendBytes(bytes, 0, bytes.length);
  }

  /**
   * Sends a part of some bytes as one message.
   *
   * @param bytes what to send
   * @param offset of the first
   * @param size how many
   * @throws IndexOutOfBoundsException if there is no such part
   * @throws IOException as {@link #send}
   */
  void sendBytes(byte[] bytes, int offset, int size) throws IOException;

  /**
   * Waits for a message, as its bytes.
   *
   * @return what was sent
   * @throws IOException as {@link #receive()}
   */
  default byte[] receiveBytes() throws IOException {
    return receiveBytes(Integer.MAX_VALUE);
  }

  /**
   * Waits for a message, as its bytes.
   *
   * @param maxLength how many it may have
   * @return what was sent
   * @throws IOException as {@link #receive()}; and if the message has more: it stays, to be
   *     received with another maximum
   */
  byte[] receiveBytes(int maxLength) throws IOException;

  /** {@return whether it can receive: a pipe that is not duplex has an end that cannot} */
  boolean isReadable();

  /** {@return whether it can send} */
  boolean isWritable();

  /** {@return whether it was closed, or has moved to another process} */
  boolean isClosed();

  /**
   * Closes this side. The other one receives what was sent, and then the end. Also ends what waits
   * here; may be called again.
   */
  @Override
  void close() throws IOException;
}
