package io.procpool.sharing.internal.wires;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The ends that are in a value that is being encoded, and so leave this JVM with it: if it is not
 * sent after all they come back, and if who should get it dies they are lost. The encoding thread's
 * own, and then that of whoever sends the value.
 */
public final class Luggage {

  /** A thread-local, because nothing but the thread is the same where an end is encoded. */
  private static final ThreadLocal<Luggage> CURRENT = new ThreadLocal<>();

  private final List<Runnable> ways = new ArrayList<>();
  private final List<Runnable> losses = new ArrayList<>();

  /** Takes the ends that this thread encodes meanwhile. */
  public <T> T during(Supplier<T> encoding) {
    CURRENT.set(this);
    try {
      return encoding.get();
    } finally {
      CURRENT.remove();
    }
  }

  /** Nobody asks for those that are encoded by others. */
  static Luggage current() {
    Luggage current = CURRENT.get();
    return current == null ? new Luggage() : current;
  }

  /**
   * @param wayBack of an end, if the value is not sent
   * @param loss if nobody receives it
   */
  void add(Runnable wayBack, Runnable loss) {
    ways.add(wayBack);
    losses.add(loss);
  }

  public boolean isEmpty() {
    return ways.isEmpty();
  }

  /** The value was not sent. */
  public void comeBack() {
    ways.forEach(Runnable::run);
    ways.clear();
    losses.clear();
  }

  /** Who should have received it is gone: ends that nobody has will never be anywhere. */
  public void lose() {
    losses.forEach(Runnable::run);
  }
}
