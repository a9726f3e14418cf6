package io.procpool.sharing.internal.wires;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/** What goes by a wire. One thread writes at a time, under its lock. */
final class WireWriter {

  private final SocketChannel channel;
  private final Readiness readiness;

  /** Of one writer after the other. */
  private final ReentrantLock lock = new ReentrantLock();

  WireWriter(SocketChannel channel) {
    this.channel = channel;
    this.readiness = new Readiness(channel, SelectionKey.OP_WRITE);
  }

  Readiness readiness() {
    return readiness;
  }

  /**
   * As {@link Wire#write}.
   *
   * @throws ClosedByInterruptException if half of it was written: the wire is to be closed
   */
  void write(byte[] bytes, int from, int count) throws IOException {
    Wire.lock(lock);
    try {
      ByteBuffer header = ByteBuffer.allocate(Wire.HEADER).putInt(count).flip();
      int first = Math.min(count, Wire.SLICE);
      send(true, header, ByteBuffer.wrap(bytes, from, first));
      for (int at = first; at < count; at += Wire.SLICE) {
        send(false, ByteBuffer.wrap(bytes, from + at, Math.min(Wire.SLICE, count - at)));
      }
    } finally {
      lock.unlock();
    }
  }

  /** As {@link Line#put}. */
  void put(byte[] bytes) throws IOException {
    Wire.lock(lock);
    try {
      send(true, ByteBuffer.wrap(bytes));
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param isFirst whether nothing of the message was sent before
   */
  private void send(boolean isFirst, ByteBuffer... parts) throws IOException {
    boolean canStop = isFirst;
    ByteBuffer last = parts[parts.length - 1];
    while (parts[0].hasRemaining() || last.hasRemaining()) {
      long sent = sendSome(parts);
      canStop &= sent == 0;
      if (sent == 0) {
        await(canStop);
      }
    }
  }

  private long sendSome(ByteBuffer[] parts) throws IOException {
    readiness.requireGoing();
    try {
      return channel.write(parts);
    } catch (IOException e) {
      readiness.requireGoing();
      throw new IOException("The other end of this connection is closed.", e);
    }
  }

  private void await(boolean canStop) throws IOException {
    try {
      readiness.await(Until.NEVER);
    } catch (InterruptedIOException e) {
      if (canStop) {
        throw e;
      }
      throw new ClosedByInterruptException(); // half a message is worse than none
    }
  }
}
