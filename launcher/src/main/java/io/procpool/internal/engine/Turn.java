package io.procpool.internal.engine;

import java.util.ArrayDeque;

/**
 * A place among those that take turns: that of one map, or of all single calls of a priority, which
 * run in the order in which they came. Guarded as its {@link Turns} are.
 *
 * @param <J> a job
 */
public final class Turn<J> implements Comparable<Turn<J>> {

  /** What a chunk is expected to take while no task has been measured: what chunks are made to. */
  private static final long UNMEASURED_NANOS = 10_000_000;

  final int priority;

  /** Those that have tasks to be started; one at most, if this is the place of a map. */
  final ArrayDeque<J> jobs = new ArrayDeque<>();

  private final TaskTime time = new TaskTime();

  /** The time that it has had, with what it is expected to have for what it was given. */
  long usedNanos = Turns.NEW;

  /** Among those that have had the same: which was given something longest ago. */
  long order;

  /** How many of its tasks were given away, and have neither ended nor come back. */
  int out;

  /** It was counted among those that have tasks that wait, or are out. */
  boolean isCounted;

  public Turn(int priority) {
    this.priority = priority;
  }

  /** Who has had less comes first. */
  @Override
  public int compareTo(Turn<J> other) {
    int byTime = Long.compare(usedNanos, other.usedNanos);
    return byTime != 0 ? byTime : Long.compare(order, other.order);
  }

  boolean isQueued() {
    return !jobs.isEmpty();
  }

  /** What each of some tasks that are given together is expected to take. */
  long expectedNanos(int tasks) {
    long nanos = time.nanosPerTask();
    return nanos > 0 ? nanos : UNMEASURED_NANOS / tasks;
  }

  void measure(long nanos, int tasks) {
    time.add(nanos, tasks);
  }
}
