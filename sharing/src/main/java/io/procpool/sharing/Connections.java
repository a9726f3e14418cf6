package io.procpool.sharing;

import io.procpool.sharing.internal.wires.Until;
import io.procpool.sharing.internal.wires.Wakeups;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Waits for several things at once: for messages, and for the exits of child processes.
 *
 * <pre>{@code
 * for (Waitable ready : Connections.wait(Duration.ofSeconds(5), connection, child)) { ... }
 * }</pre>
 */
public final class Connections {

  private Connections() {}

  /**
   * Waits until one at least is ready: a connection that has something to receive, be it the end,
   * or a child process that has ended.
   *
   * @param limit how long; not at all if it is zero or negative
   * @param things connections and child processes
   * @return all that are ready, in the order they were given; empty if none is in time
   * @throws IOException if a connection is closed on this side, or only sends
   * @throws InterruptedIOException if this thread is interrupted
   * @throws IllegalStateException if a child process has not been started, or is closed
   */
  public static List<Waitable> wait(Duration limit, Waitable... things) throws IOException {
    return wait(limit, List.of(things));
  }

  /**
   * Waits until one at least is ready, of a collection.
   *
   * @param <W> what they are
   * @param limit how long; not at all if it is zero or negative
   * @param things connections and child processes
   * @return all that are ready, in their order; empty if none is in time
   * @throws IOException if a connection is closed on this side, or only sends
   */
  public static <W extends Waitable> List<W> wait(Duration limit, Collection<W> things)
      throws IOException {
    Until until = Until.in(Deadline.nanos(limit));
    List<W> ready = readyOf(things);
    return ready.isEmpty() && !until.isOver() ? await(until, things) : ready;
  }

  private static <W extends Waitable> List<W> await(Until until, Collection<W> things)
      throws IOException {
    try (Selector selector = Selector.open()) {
      Runnable wakeup = selector::wakeup;
      things.forEach(thing -> wakeups(thing).add(wakeup));
      try {
        return await(until, things, selector);
      } finally {
        things.forEach(thing -> wakeups(thing).remove(wakeup));
      }
    }
  }

  private static <W extends Waitable> List<W> await(
      Until until, Collection<W> things, Selector selector) throws IOException {
    while (true) {
      for (W thing : things) {
        if (thing instanceof PipeEnd connection) {
          connection.end().register(selector);
        }
      }
      List<W> ready = readyOf(things);
      if (!ready.isEmpty() || until.isOver()) {
        return ready;
      }
      selector.select(until.millisLeft());
      selector.selectedKeys().clear();
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while waiting");
      }
    }
  }

  private static <W extends Waitable> List<W> readyOf(Collection<W> things) throws IOException {
    List<W> ready = new ArrayList<>();
    for (W thing : things) {
      if (isReady(thing)) {
        ready.add(thing);
      }
    }
    return ready;
  }

  private static boolean isReady(Waitable thing) throws IOException {
    return thing instanceof ChildProcess child ? child.hasEnded() : ((Connection) thing).poll();
  }

  private static Wakeups wakeups(Waitable thing) {
    return thing instanceof ChildProcess child
        ? child.wakeups()
        : ((PipeEnd) thing).end().wakeups();
  }
}
