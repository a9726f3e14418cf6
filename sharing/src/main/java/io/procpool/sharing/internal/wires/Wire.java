package io.procpool.sharing.internal.wires;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A socket with a message after the other on it.
 *
 * <pre>
 *   | length 4 | bytes ... |     big-endian
 * </pre>
 *
 * <p>The socket never blocks; whoever has to wait does so in a selector, where an interrupt does
 * not close it. Reader and writer have nothing in common but the socket: a thread that writes to a
 * full one must not keep another from reading what the other side is waiting to get rid of.
 */
public final class Wire implements Line {

  /** The longest message there can be: a Java array. */
  public static final int LONGEST = Integer.MAX_VALUE - 64;

  static final int HEADER = 4;

  /** The JDK copies what is read or written by one call off the heap: no more than so much. */
  static final int SLICE = 256 * 1024;

  private static final int SOCKET_BUFFER = 1024 * 1024;

  private final SocketChannel channel;
  private final WireReader reader;
  private final WireWriter writer;

  /**
   * @param channel is the wire's own from now on
   * @param longest how many bytes a message may have that is received
   */
  Wire(SocketChannel channel, int longest) throws IOException {
    this.channel = channel;
    this.reader = new WireReader(channel, longest);
    this.writer = new WireWriter(channel);
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
  }

  /**
   * Receives a message.
   *
   * @param most how many bytes it may have
   * @throws EOFException if there are no more: the other side is closed
   * @throws MessageTooLongException if it has more; it can still be received
   * @throws InterruptedIOException if this thread is interrupted; nothing is lost
   */
  byte[] read(int most) throws IOException {
    try {
      return reader.read(most);
    } catch (ProtocolException e) {
      close();
      throw e;
    }
  }

  /** Whether a message, or a part of one, or the end, is there by then. */
  boolean awaitReadable(Until limit) throws IOException {
    return reader.awaitSomething(limit);
  }

  @Override
  public byte[] take(int count, Until limit) throws IOException {
    return reader.take(count, limit);
  }

  /**
   * Sends a message.
   *
   * @throws IOException if the other side is closed
   * @throws InterruptedIOException if this thread is interrupted before anything was sent
   * @throws ClosedByInterruptException if it is interrupted behind that: the wire is closed
   */
  void write(byte[] bytes, int from, int count) throws IOException {
    try {
      writer.write(bytes, from, count);
    } catch (ClosedByInterruptException e) {
      close();
      throw e;
    }
  }

  @Override
  public void put(byte[] bytes) throws IOException {
    writer.put(bytes);
  }

  /** Has a selector wait for what can be read. */
  void register(Selector selector) throws IOException {
    channel.register(selector, SelectionKey.OP_READ);
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Nobody receives any more, and something is still being sent. */
  void stopReading() {
    reader.readiness().stop();
  }

  /** Nothing more is sent or received; it is closed when the other side is. */
  void end() throws IOException {
    channel.shutdownOutput();
    reader.exhaust();
    close();
  }

  /** Also those that wait in it find it closed. */
  @Override
  public void close() throws IOException {
    reader.readiness().stop();
    writer.readiness().stop();
    channel.close();
    reader.readiness().close();
    writer.readiness().close();
  }

  static void lock(ReentrantLock lock) throws InterruptedIOException {
    try {
      if (!lock.tryLock()) {
        lock.lockInterruptibly();
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  static IOException closed() {
    return new IOException("This connection is closed.");
  }

  static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while waiting for the other side");
  }
}
