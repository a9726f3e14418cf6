package io.procpool.context;

import io.procpool.task.TaskContext;
import java.util.random.RandomGenerator;

/**
 * The random stream of a task: the algorithm of the JDK's {@code L64X128MixRandom}, which takes no
 * service loader to find, and whose state is made as {@link TaskContext#random()} says, in every
 * version. So streams of a job never meet: each has an increment and a state of its own.
 */
public final class TaskRandom implements RandomGenerator {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final long MULTIPLIER = 0xd1342543de82ef95L;

  private final long increment;
  private long state;
  private long x0;
  private long x1;

  public TaskRandom(long seed, long index) {
    this(place(seed, index));
  }

  private TaskRandom(long place) {
    this(
        mix(place + GOLDEN),
        mix(place + 2 * GOLDEN),
        mix(place + 3 * GOLDEN),
        mix(place + 4 * GOLDEN));
  }

  /** As the JDK's own, of four words. */
  TaskRandom(long increment, long state, long x0, long x1) {
    this.increment = increment | 1;
    this.state = state;
    this.x0 = x0;
    this.x1 = x1;
  }

  /** The seed of one of many calls that are made with one seed. */
  public static long seedOf(long seed, long call) {
    return new TaskRandom(seed, call).nextLong();
  }

  @Override
  public long nextLong() {
    long result = mixLast(state + x0);
    state = MULTIPLIER * state + increment;
    long other = x0 ^ x1;
    x0 = Long.rotateLeft(x0, 24) ^ other ^ other << 16;
    x1 = Long.rotateLeft(other, 37);
    return result;
  }

  private static long place(long seed, long index) {
    return mix(mix(seed) + GOLDEN * index);
  }

  /** David Stafford's variant 13, that of {@code SplittableRandom}. */
  private static long mix(long word) {
    long mixed = (word ^ word >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  /** Doug Lea's. */
  private static long mixLast(long word) {
    long mixed = (word ^ word >>> 32) * 0xdaba0b6eb09322e3L;
    mixed = (mixed ^ mixed >>> 32) * 0xdaba0b6eb09322e3L;
    return mixed ^ mixed >>> 32;
  }
}
