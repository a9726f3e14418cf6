package io.procpool.sharing.internal.wires;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Waits until a socket can be read, or written: in a selector of its own, opened when somebody has
 * to wait. One thread waits at a time; any other may stop it.
 */
final class Readiness implements Closeable {

  private final SocketChannel channel;
  private final int operation;

  /** Volatile, as what is below: set on the waiting thread, asked by those that stop it. */
  private volatile Selector selector;

  /** Volatile: set on any thread, asked by the waiting one, also behind opening its selector. */
  private volatile boolean isStopped;

  /** Volatile, as above. */
  private volatile boolean isClosed;

  /**
   * @param operation a {@link java.nio.channels.SelectionKey}'s
   */
  Readiness(SocketChannel channel, int operation) {
    this.channel = channel;
    this.operation = operation;
  }

  /**
   * Waits, and may return too early.
   *
   * @throws IOException if it is stopped
   * @throws InterruptedIOException if this thread is interrupted
   */
  void await(Until limit) throws IOException {
    try {
      if (selector == null) {
        open();
      }
      requireGoing();
      selector.select(limit.millisLeft());
      selector.selectedKeys().clear();
    } catch (ClosedChannelException | ClosedSelectorException e) {
      throw Wire.closed();
    }
    requireGoing();
    if (Thread.currentThread().isInterrupted()) {
      throw Wire.interrupted();
    }
  }

  private void open() throws IOException {
    selector = Selector.open();
    if (isClosed) { // who closed it has not seen this selector
      selector.close();
    }
    channel.register(selector, operation);
  }

  void requireGoing() throws IOException {
    if (isStopped) {
      throw Wire.closed();
    }
  }

  /** Who waits finds it closed. */
  void stop() {
    isStopped = true;
    Selector waiting = selector;
    if (waiting != null) {
      waiting.wakeup();
    }
  }

  /** Somebody else waits now. */
  void restart() {
    isStopped = false;
  }

  @Override
  public void close() throws IOException {
    isClosed = true;
    stop();
    Selector waiting = selector;
    if (waiting != null) {
      waiting.close();
    }
  }
}
