package io.procpool.sharing.internal.wires;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Threads that do not keep a JVM from ending. */
public final class Background {

  private static final int PAUSE_MILLIS = 50;

  private Background() {}

  public static Thread start(String name, Runnable role) {
    Thread thread = new Thread(role, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /**
   * Gives each caller a thread, until nobody is accepted any more. One for whom there is none is
   * hung up on, and knows it: it would wait for an answer for ever.
   */
  public static <C extends Closeable> void serveAll(
      Source<C> callers, String threadName, Consumer<C> role) {
    while (true) {
      C caller = null;
      try {
        caller = callers.accept();
        C next = caller;
        start(threadName, () -> role.accept(next));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | OutOfMemoryError e) {
        if (caller != null) {
          Junction.closeQuietly(caller);
        }
        pause();
      }
    }
  }

  /** There are no more descriptors, or no more threads; soon there may be. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Where callers come from.
   *
   * @param <C> a caller
   */
  @FunctionalInterface
  public interface Source<C> {

    /**
     * Waits for the next.
     *
     * @throws ClosedChannelException if there will be none
     */
    C accept() throws IOException;
  }
}
