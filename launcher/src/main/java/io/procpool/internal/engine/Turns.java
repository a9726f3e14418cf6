package io.procpool.internal.engine;

import io.procpool.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Whose turn it is: the highest priority first; among equals, who has had the least of the workers'
 * time, whether in many chunks or in a long one. Single calls have a turn together: a thousand of
 * them are not to keep a map waiting for a thousand turns.
 *
 * <p>Time counts as taken when tasks are given away, by what such tasks took of late, and is put
 * right when they have ended. Who comes, or comes back, starts just before the one who was given
 * something last: it has no claim to the time before.
 *
 * <p>Not thread-safe: whoever owns the jobs owns this.
 *
 * @param <J> a job
 */
public final class Turns<J extends Turns.Taker<J>> {

  /** Just before those that have had nothing either. */
  static final long NEW = -1;

  private final List<Level<J>> levels = new ArrayList<>();

  /** The priorities of which some wait, one bit for each. */
  private int waiting;

  /** How many have tasks that wait, or are out. */
  private int contenders;

  private long lastOrder;

  public Turns() {
    for (int priority = 0; priority <= TaskOptions.MAX_PRIORITY; priority++) {
      levels.add(new Level<>(priority));
    }
  }

  /** A job has tasks to be started, and had none before. A call comes behind the others. */
  public void add(J job) {
    Turn<J> turn = turnOf(job);
    if (isNewTo(turn, job)) {
      queue(turn);
      turn.jobs.addLast(job);
    }
  }

  /** Tasks of a job have come back. A call comes before the others. */
  public void putBack(J job) {
    Turn<J> turn = turnOf(job);
    if (isNewTo(turn, job)) {
      queue(turn);
      turn.jobs.addFirst(job);
    }
  }

  /** Whose turn it is, or {@code null} if nobody has tasks to be started. */
  public J next() {
    while (waiting != 0) {
      Turn<J> turn = levels.get(highest()).queue.first();
      J job = turn.jobs.peek();
      if (job.hasWaiting()) {
        return job;
      }
      drop(turn); // it was cancelled; looking for it then would have taken longer
    }
    return null;
  }

  /**
   * Tasks of the job whose turn it is have been taken from it, and are given away.
   *
   * @return to be shown when they have ended or come back
   */
  public Charge<J> charge(J job, int tasks) {
    Turn<J> turn = turnOf(job);
    Charge<J> charge = new Charge<>(turn, turn.expectedNanos(tasks));
    levelOf(turn).floorNanos = turn.usedNanos;
    turn.out += tasks;
    move(turn, charge.nanos(tasks), ++lastOrder);
    if (!job.hasWaiting()) {
      drop(turn);
    }
    return charge;
  }

  /**
   * Tasks that were given away have ended.
   *
   * @param nanos that they took; 0 if that is not known
   */
  public void ended(Charge<J> charge, int tasks, long nanos) {
    Turn<J> turn = charge.turn();
    turn.measure(nanos, tasks);
    turn.out -= tasks;
    if (nanos > 0) {
      move(turn, nanos - charge.nanos(tasks), turn.order);
    }
    count(turn);
  }

  /** Tasks that were given away have not run. */
  public void cameBack(Charge<J> charge, int tasks) {
    Turn<J> turn = charge.turn();
    turn.out -= tasks;
    move(turn, -charge.nanos(tasks), turn.order);
    count(turn);
  }

  /** Whether more than one have tasks that wait, or are out. */
  public boolean areContended() {
    return contenders > 1;
  }

  /** Whether a job would come before tasks that were given away, if that were not done yet. */
  public boolean isBefore(J job, Charge<J> given, int tasks) {
    Turn<J> turn = turnOf(job);
    return isBefore(turn, turn.usedNanos, given, tasks);
  }

  /**
   * The same of tasks that were given away too.
   *
   * @param nanos by which it must have had less, if both have the same priority
   */
  public boolean isBefore(
      Charge<J> one, int itsTasks, Charge<J> other, int othersTasks, long nanos) {
    Turn<J> turn = one.turn();
    return isBefore(turn, turn.usedNanos - one.nanos(itsTasks) + nanos, other, othersTasks);
  }

  private static <J> boolean isBefore(Turn<J> turn, long used, Charge<J> other, int tasks) {
    Turn<J> others = other.turn();
    return turn.priority == others.priority
        ? turn != others && used < others.usedNanos - other.nanos(tasks)
        : turn.priority > others.priority;
  }

  /** All that have had tasks to be started, and perhaps have. */
  public List<J> jobs() {
    List<J> jobs = new ArrayList<>();
    for (Level<J> level : levels) {
      level.queue.forEach(turn -> jobs.addAll(turn.jobs));
    }
    return jobs;
  }

  public void clear() {
    for (Level<J> level : levels) {
      level.queue.forEach(turn -> turn.jobs.clear());
      level.queue.clear();
    }
    waiting = 0;
  }

  private Turn<J> turnOf(J job) {
    Turn<J> own = job.turn();
    return own == null ? levels.get(job.priority()).calls : own;
  }

  private boolean isNewTo(Turn<J> turn, J job) {
    return job.turn() == null || !turn.isQueued();
  }

  private Level<J> levelOf(Turn<J> turn) {
    return levels.get(turn.priority);
  }

  private int highest() {
    return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(waiting);
  }

  /** It is about to have its first job. */
  private void queue(Turn<J> turn) {
    if (!turn.isQueued()) {
      Level<J> level = levelOf(turn);
      turn.usedNanos = Math.max(turn.usedNanos, level.floorNanos - 1);
      turn.order = ++lastOrder;
      level.queue.add(turn);
      waiting |= 1 << turn.priority;
      if (!turn.isCounted) {
        turn.isCounted = true;
        contenders++;
      }
    }
  }

  /** Its first job has nothing to be started. */
  private void drop(Turn<J> turn) {
    turn.jobs.remove();
    if (!turn.isQueued()) {
      Level<J> level = levelOf(turn);
      level.queue.remove(turn);
      waiting &= level.queue.isEmpty() ? ~(1 << turn.priority) : ~0;
      count(turn);
    }
  }

  private void count(Turn<J> turn) {
    if (turn.isCounted && !turn.isQueued() && turn.out == 0) {
      turn.isCounted = false;
      contenders--;
    }
  }

  /** What is alone in a queue need not be sorted. */
  private void move(Turn<J> turn, long nanos, long order) {
    TreeSet<Turn<J>> queue = levelOf(turn).queue;
    boolean isSorted = turn.isQueued() && queue.size() > 1;
    if (isSorted) {
      queue.remove(turn);
    }
    turn.usedNanos += nanos;
    turn.order = order;
    if (isSorted) {
      queue.add(turn);
    }
  }

  /**
   * A job, as those see it who decide whose turn it is.
   *
   * @param <J> itself
   */
  public interface Taker<J> {

    /** Its place; {@code null} for a single call, which has one together with the others. */
    Turn<J> turn();

    int priority();

    /** Whether it has tasks to be started. */
    boolean hasWaiting();
  }

  /** Those of one priority. */
  private static final class Level<J> {

    private final TreeSet<Turn<J>> queue = new TreeSet<>();
    private final Turn<J> calls;

    /** What the one had had who was given something last. */
    private long floorNanos;

    Level(int priority) {
      calls = new Turn<>(priority);
    }
  }
}
