package io.procpool.sharing.internal.wires;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A socket with a message after the other on it.
 *
 * <pre>
 *   | length 4 | bytes ... |     big-endian
 * </pre>
 *
 * <p>The socket never blocks; whoever has to wait does so in a selector, where an interrupt does
 * not close it. One thread reads at a time, and one writes: each has a lock, for a thread that
 * writes to a full socket must not keep another from reading what the other side is waiting to get
 * rid of.
 */
public final class Wire implements Line {

  /** The longest message there can be: a Java array. */
  public static final int LONGEST = Integer.MAX_VALUE - 64;

  private static final int HEADER = 4;
  private static final int AHEAD = 8 * 1024;

  /** The JDK copies what is read or written by one call off the heap: no more than so much. */
  private static final int SLICE = 256 * 1024;

  /** The first piece of a message's array: a length that is a lie costs no more than this. */
  private static final int FIRST_PIECE = 1024 * 1024;

  private static final int SOCKET_BUFFER = 1024 * 1024;
  private static final int NO_MESSAGE = -1;

  private final SocketChannel channel;
  private final int longest;

  /** One for each direction: see above. */
  private final ReentrantLock reading = new ReentrantLock();

  /** The writer's. */
  private final ReentrantLock writing = new ReentrantLock();

  /** What was read from the socket, but not from here. Guarded by the reader's lock. */
  private final ByteBuffer ahead = ByteBuffer.allocate(AHEAD).flip();

  /** The message that is being read. Guarded by the reader's lock. */
  private int length = NO_MESSAGE;

  private byte[] message;
  private int filled;
  private boolean hasEnded;

  /** Volatile, as what is below: closed on any thread, asked by those that wait. */
  private volatile boolean isClosed;

  /** Volatile, as above. */
  private volatile boolean isReadingStopped;

  /** Volatile: closed on any thread. {@code null}, as that below, until somebody has to wait. */
  private volatile Selector readable;

  /** Volatile, as above. */
  private volatile Selector writable;

  /**
   * @param channel is the wire's own from now on
   * @param longest how many bytes a message may have that is received
   */
  Wire(SocketChannel channel, int longest) throws IOException {
    this.channel = channel;
    this.longest = longest;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
  }

  // ---- reading

  /**
   * Receives a message.
   *
   * @param most how many bytes it may have
   * @throws EOFException if there are no more: the other side is closed
   * @throws MessageTooLongException if it has more; it can still be received
   * @throws InterruptedIOException if this thread is interrupted; nothing is lost
   */
  byte[] read(int most) throws IOException {
    lock(reading);
    try {
      readHeader();
      if (length > most) {
        throw new MessageTooLongException(length, most);
      }
      while (filled < length) {
        makeRoom();
        fill();
      }
      byte[] whole = message.length == length ? message : Arrays.copyOf(message, length);
      length = NO_MESSAGE;
      message = null;
      return whole;
    } finally {
      reading.unlock();
    }
  }

  private void readHeader() throws IOException {
    if (length != NO_MESSAGE) {
      return;
    }
    while (ahead.remaining() < HEADER) {
      if (!readAhead()) {
        await(Until.NEVER);
      }
    }
    length = ahead.getInt();
    if (length < 0 || length > longest) {
      int said = length;
      close();
      throw new IOException(
          "The other side has announced a message of "
              + Integer.toUnsignedString(said)
              + " bytes, and "
              + longest
              + " are allowed: the connection is closed.");
    }
    filled = 0;
    message = new byte[Math.min(length, FIRST_PIECE)];
  }

  private void makeRoom() {
    if (filled == message.length) {
      message = Arrays.copyOf(message, (int) Math.min(length, 2L * message.length));
    }
  }

  private void fill() throws IOException {
    int room = message.length - filled;
    if (ahead.hasRemaining()) {
      int count = Math.min(room, ahead.remaining());
      ahead.get(message, filled, count);
      filled += count;
      return;
    }
    int count = receive(ByteBuffer.wrap(message, filled, Math.min(room, SLICE)));
    filled += count;
    if (count == 0) {
      await(Until.NEVER);
    }
  }

  /** Whether a message, or a part of one, or the end, is there by then. */
  boolean awaitReadable(Until limit) throws IOException {
    if (!lockReading(limit)) {
      return false; // another thread waits for it
    }
    try {
      while (!isReadable()) {
        if (limit.isOver()) {
          return false;
        }
        await(limit);
      }
      return true;
    } catch (EOFException e) {
      return true;
    } finally {
      reading.unlock();
    }
  }

  private boolean lockReading(Until limit) throws IOException {
    try {
      return limit.isNever()
          ? reading.tryLock(Long.MAX_VALUE, TimeUnit.NANOSECONDS)
          : reading.tryLock() || reading.tryLock(limit.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private boolean isReadable() throws IOException {
    return length != NO_MESSAGE || ahead.hasRemaining() || readAhead();
  }

  @Override
  public byte[] take(int count, Until limit) throws IOException {
    lock(reading);
    try {
      while (ahead.remaining() < count) {
        if (!readAhead()) {
          requireTime(limit);
          await(limit);
        }
      }
      byte[] taken = new byte[count];
      ahead.get(taken);
      return taken;
    } finally {
      reading.unlock();
    }
  }

  /** Makes the bytes that were read ahead more, if there are some at once. */
  private boolean readAhead() throws IOException {
    ahead.compact();
    try {
      return receive(ahead) > 0;
    } finally {
      ahead.flip();
    }
  }

  /**
   * @return 0 if there is nothing now
   * @throws EOFException if there will not be
   */
  private int receive(ByteBuffer into) throws IOException {
    int count = hasEnded ? -1 : receiveOrEnd(into);
    if (count < 0) {
      hasEnded = true;
      throw new EOFException("The other end of this connection is closed.");
    }
    return count;
  }

  /** A peer that closes with something unread resets the connection: it is gone all the same. */
  private int receiveOrEnd(ByteBuffer into) throws IOException {
    requireReading();
    try {
      return channel.read(into);
    } catch (IOException e) {
      requireOpen();
      return -1;
    }
  }

  private void await(Until limit) throws IOException {
    if (readable == null) {
      readable = Selector.open();
      channel.register(readable, SelectionKey.OP_READ);
    }
    requireReading();
    select(readable, limit);
    requireReading();
  }

  private void requireReading() throws IOException {
    requireOpen();
    if (isReadingStopped) {
      throw closed();
    }
  }

  /** Nobody receives any more, and something is still being sent. */
  void stopReading() {
    isReadingStopped = true;
    Selector waiting = readable;
    if (waiting != null) {
      waiting.wakeup();
    }
  }

  // ---- writing

  /**
   * Sends a message.
   *
   * @throws IOException if the other side is closed
   * @throws InterruptedIOException if this thread is interrupted before anything was sent
   * @throws ClosedByInterruptException if it is interrupted behind that: the wire is closed
   */
  void write(byte[] bytes, int from, int count) throws IOException {
    lock(writing);
    try {
      ByteBuffer header = ByteBuffer.allocate(HEADER).putInt(count).flip();
      int first = Math.min(count, SLICE);
      send(true, header, ByteBuffer.wrap(bytes, from, first));
      for (int at = first; at < count; at += SLICE) {
        send(false, ByteBuffer.wrap(bytes, from + at, Math.min(SLICE, count - at)));
      }
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void put(byte[] bytes) throws IOException {
    lock(writing);
    try {
      send(true, ByteBuffer.wrap(bytes));
    } finally {
      writing.unlock();
    }
  }

  private void send(boolean isFirst, ByteBuffer... parts) throws IOException {
    boolean canStop = isFirst;
    ByteBuffer last = parts[parts.length - 1];
    while (true) {
      long sent = sendSome(parts);
      canStop &= sent == 0;
      if (!last.hasRemaining() && !parts[0].hasRemaining()) {
        return;
      }
      if (sent == 0) {
        awaitWritable(canStop);
      }
    }
  }

  private long sendSome(ByteBuffer[] parts) throws IOException {
    requireOpen();
    try {
      return parts.length == 1 ? channel.write(parts[0]) : channel.write(parts);
    } catch (IOException e) {
      requireOpen();
      throw new IOException("The other end of this connection is closed.", e);
    }
  }

  private void awaitWritable(boolean canStop) throws IOException {
    if (writable == null) {
      writable = Selector.open();
      channel.register(writable, SelectionKey.OP_WRITE);
    }
    try {
      select(writable, Until.NEVER);
    } catch (InterruptedIOException e) {
      if (canStop) {
        throw e;
      }
      close(); // half a message is worse than none
      throw new ClosedByInterruptException();
    }
  }

  // ---- both

  private void select(Selector selector, Until limit) throws IOException {
    try {
      requireOpen();
      selector.select(limit.millisLeft());
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException e) {
      throw closed();
    }
    requireOpen();
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
  }

  private static void lock(ReentrantLock lock) throws InterruptedIOException {
    try {
      if (!lock.tryLock()) {
        lock.lockInterruptibly();
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static void requireTime(Until limit) throws SocketTimeoutException {
    if (limit.isOver()) {
      throw new SocketTimeoutException("The other side did not say what it should in time.");
    }
  }

  private void requireOpen() throws IOException {
    if (isClosed) {
      throw closed();
    }
  }

  static IOException closed() {
    return new IOException("This connection is closed.");
  }

  static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while waiting for the other side");
  }

  boolean isOpen() {
    return !isClosed;
  }

  /**
   * Nothing more is sent. Who waits for a message finds it closed; what comes is thrown away, until
   * nothing more does.
   */
  void end() throws IOException {
    channel.shutdownOutput();
    stopReading();
    reading.lock();
    try {
      isReadingStopped = false;
      while (true) {
        take(1, Until.NEVER);
      }
    } catch (EOFException e) {
      close();
    } finally {
      reading.unlock();
    }
  }

  /** Has a selector wait for what can be read. */
  void register(Selector selector) throws IOException {
    requireOpen();
    channel.register(selector, SelectionKey.OP_READ);
  }

  /** Also those that wait in it find it closed. */
  @Override
  public void close() throws IOException {
    isClosed = true;
    channel.close();
    close(readable);
    close(writable);
  }

  private static void close(Closeable selector) throws IOException {
    if (selector != null) {
      selector.close();
    }
  }
}
