package io.procpool;

import java.time.Duration;
import java.util.Objects;

/**
 * How many calls wait in a pool at most whose callers do not wait for them, and what becomes of one
 * that is too many. Immutable. Without it a caller who is faster than the pool fills the heap.
 *
 * <pre>{@code
 * ProcessPool.builder().queueLimit(QueueLimit.waiting(100, Duration.ofSeconds(10)))
 * }</pre>
 *
 * <p>It holds for {@code applyAsync}, {@code submit}, {@code mapAsync}, {@code starmapAsync} and
 * {@link TaskExecutorService}. A call counts from when it is accepted until its future is done; a
 * {@code mapAsync} is one call, whose input is pulled no further than its window. What waits for
 * its results, such as {@code map} or {@code apply}, or is read, such as {@code imap}, does not
 * count: its own thread or window holds it back.
 *
 * @param calls how many may be open beyond one for each process; 0 or more
 * @param whenFull what becomes of one that is too many
 * @param patience how long its caller waits; {@link Duration#ZERO} if it does not
 */
public record QueueLimit(int calls, WhenFull whenFull, Duration patience) {

  /** What becomes of a call that is too many. */
  public enum WhenFull {

    /** It throws {@link PoolFullException}, at once. */
    REFUSE,

    /** Its caller waits for a place, and for no longer than a time: then it is refused. */
    WAIT,

    /** Its caller runs it, and so makes no other call meanwhile. */
    RUN_HERE
  }

  /**
   * Checks what was asked for.
   *
   * @param calls how many may wait
   * @param whenFull what becomes of one more
   * @param patience how long its caller waits
   * @throws IllegalArgumentException if a number is below 0
   */
  public QueueLimit {
    Objects.requireNonNull(whenFull, "whenFull");
    if (calls < 0) {
      throw new IllegalArgumentException("calls must be 0 or more, was " + calls);
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience must be 0 or longer, was " + patience);
    }
  }

  /**
   * A call that is too many throws {@link PoolFullException}.
   *
   * @param calls how many may be open beyond one for each process; 0 or more
   * @return the limit
   */
  public static QueueLimit refusing(int calls) {
    return new QueueLimit(calls, WhenFull.REFUSE, Duration.ZERO);
  }

  /**
   * Who makes a call that is too many waits for a place.
   *
   * @param patience for no longer than this: then the call throws {@link PoolFullException}, and
   *     callers that wait for each other do not wait for ever
   * @param calls how many may be open beyond one for each process; 0 or more
   * @return the limit
   */
  public static QueueLimit waiting(int calls, Duration patience) {
    return new QueueLimit(calls, WhenFull.WAIT, patience);
  }

  /**
   * A call that is too many runs on the thread that makes it, as in a {@link SerialPool}: without
   * limits of time, without what an initializer has made, and in this JVM. In a {@link ProcessPool}
   * its items and results are copies still; but what it does to its JVM, such as {@code
   * System.exit}, it does to this one. So it is not for tasks that are in processes for that.
   *
   * @param calls how many may be open beyond one for each process; 0 or more
   * @return the limit
   */
  public static QueueLimit runningHere(int calls) {
    return new QueueLimit(calls, WhenFull.RUN_HERE, Duration.ZERO);
  }
}
