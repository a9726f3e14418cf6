package io.procpool.sharing.internal.wires;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** What comes by a wire. One thread reads at a time, under its lock. */
final class WireReader {

  private static final int AHEAD = 8 * 1024;

  /** The first piece of a message's array: a length that is a lie costs no more than this. */
  private static final int FIRST_PIECE = 1024 * 1024;

  private static final int NO_MESSAGE = -1;

  private final SocketChannel channel;
  private final int longest;
  private final Readiness readiness;

  /** Of one reader after the other; it guards all below. */
  private final ReentrantLock lock = new ReentrantLock();

  /** What was read from the socket, but not from here. */
  private final ByteBuffer ahead = ByteBuffer.allocate(AHEAD).flip();

  /** Of the message that is being read. */
  private int length = NO_MESSAGE;

  private byte[] message;
  private int filled;
  private boolean hasEnded;

  /**
   * @param longest how many bytes a message may have
   */
  WireReader(SocketChannel channel, int longest) {
    this.channel = channel;
    this.longest = longest;
    this.readiness = new Readiness(channel, SelectionKey.OP_READ);
  }

  Readiness readiness() {
    return readiness;
  }

  /**
   * As {@link Wire#read}.
   *
   * @throws ProtocolException if what comes can be no message: the wire is to be closed
   */
  byte[] read(int most) throws IOException {
    Wire.lock(lock);
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
      lock.unlock();
    }
  }

  private void readHeader() throws IOException {
    if (length != NO_MESSAGE) {
      return;
    }
    while (ahead.remaining() < Wire.HEADER) {
      if (!readAhead()) {
        readiness.await(Until.NEVER);
      }
    }
    length = ahead.getInt();
    requirePossible(length);
    filled = 0;
    message = new byte[Math.min(length, FIRST_PIECE)];
  }

  /** Else it cannot be known where the next one begins, and all of it may be a lie. */
  private void requirePossible(int said) throws ProtocolException {
    if (said < 0 || said > longest) {
      throw new ProtocolException(
          "The other side has announced a message of "
              + Integer.toUnsignedString(said)
              + " bytes, and "
              + longest
              + " are allowed: the connection is closed.");
    }
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
    int count = receive(ByteBuffer.wrap(message, filled, Math.min(room, Wire.SLICE)));
    filled += count;
    if (count == 0) {
      readiness.await(Until.NEVER);
    }
  }

  /** Whether a message, or a part of one, or the end, is there by then. */
  boolean awaitSomething(Until limit) throws IOException {
    if (!isLocked(limit)) {
      return false; // another thread waits for it
    }
    try {
      while (!isSomethingThere()) {
        if (limit.isOver()) {
          return false;
        }
        readiness.await(limit);
      }
      return true;
    } catch (EOFException e) {
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isLocked(Until limit) throws IOException {
    try {
      return limit.isNever()
          ? lock.tryLock(Long.MAX_VALUE, TimeUnit.NANOSECONDS)
          : lock.tryLock() || lock.tryLock(limit.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw Wire.interrupted();
    }
  }

  private boolean isSomethingThere() throws IOException {
    return length != NO_MESSAGE || ahead.hasRemaining() || readAhead();
  }

  /** As {@link Line#take}. */
  byte[] take(int count, Until limit) throws IOException {
    Wire.lock(lock);
    try {
      while (ahead.remaining() < count) {
        if (!readAhead()) {
          requireTime(limit);
          readiness.await(limit);
        }
      }
      byte[] taken = new byte[count];
      ahead.get(taken);
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private static void requireTime(Until limit) throws SocketTimeoutException {
    if (limit.isOver()) {
      throw new SocketTimeoutException("The other side did not say what it should in time.");
    }
  }

  /**
   * Throws away what comes, until nothing more does. Who waits for a message finds it closed.
   *
   * @throws InterruptedIOException if this thread is interrupted
   */
  void exhaust() throws IOException {
    readiness.stop();
    lock.lock();
    try {
      readiness.restart();
      while (true) {
        take(1, Until.NEVER);
      }
    } catch (EOFException e) {
      return;
    } finally {
      lock.unlock();
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
    readiness.requireGoing();
    try {
      return channel.read(into);
    } catch (IOException e) {
      readiness.requireGoing();
      return -1;
    }
  }
}
