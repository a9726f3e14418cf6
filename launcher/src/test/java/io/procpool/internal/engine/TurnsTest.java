package io.procpool.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final long MILLI = 1_000_000;
  private static final int NORMAL = TaskOptions.NORMAL_PRIORITY;

  private final Turns<Job> turns = new Turns<>();

  @Test
  void equalOnesAlternate() {
    Job a = map("a", NORMAL, 3);
    Job b = map("b", NORMAL, 3);
    add(a, b);

    assertThat(run(MILLI)).containsExactly("a", "b", "a", "b", "a", "b");
  }

  @Test
  void whoHasHadLessTimeIsNextHoweverMuchOfItOneTakesAtOnce() {
    Job slow = map("slow", NORMAL, 3);
    Job fast = map("fast", NORMAL, 20);
    slow.nanos = 10 * MILLI;
    fast.nanos = MILLI;
    add(slow, fast);

    List<String> order = run(0);

    assertThat(order.subList(1, 11)).containsOnly("fast");
    assertThat(order.get(11)).isEqualTo("slow");
    assertThat(order.subList(12, 22)).containsOnly("fast");
  }

  @Test
  void whatIsGivenAwayCountsBeforeItHasEnded() {
    Job slow = map("slow", NORMAL, 10);
    give(slow, 1, 100 * MILLI); // now it is known what its tasks take, and of the others it is not
    add(map("other", NORMAL, 50));

    List<String> given = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      Job job = turns.next();
      given.add(job.name);
      job.waiting--;
      turns.charge(job, 1);
    }

    assertThat(given.subList(0, 10)).containsOnly("other");
    assertThat(given.get(10)).isEqualTo("slow");
    assertThat(given.subList(11, 21)).containsOnly("other");
  }

  @Test
  void oneThatComesLateComesNextAndHasNoClaimToTheTimeBefore() {
    Job old = map("old", NORMAL, 120);
    add(old);
    for (int i = 0; i < 100; i++) {
      finish(MILLI);
    }
    Job late = map("late", NORMAL, 20);
    add(late);

    List<String> order = run(MILLI).subList(0, 20);

    assertThat(order.get(0)).isEqualTo("late");
    assertThat(order).filteredOn("old"::equals).hasSizeBetween(8, 10);
  }

  @Test
  void oneThatHadNothingForAWhileHasNoClaimToThatTime() {
    Job resting = map("resting", NORMAL, 1);
    add(resting);
    finish(MILLI);
    Job busy = map("busy", NORMAL, 120);
    add(busy);
    for (int i = 0; i < 100; i++) {
      finish(MILLI);
    }
    resting.waiting = 20;
    add(resting);

    assertThat(run(MILLI).subList(0, 20)).filteredOn("busy"::equals).hasSizeBetween(8, 10);
  }

  @Test
  void oneThatComesBackMayNotForgetWhatItHad() {
    Job greedy = map("greedy", NORMAL, 1);
    Job modest = map("modest", NORMAL, 50);
    add(greedy, modest);
    finish(10 * MILLI);
    greedy.waiting = 1;
    add(greedy);

    assertThat(run(MILLI).indexOf("greedy")).isBetween(9, 11);
  }

  @Test
  void theHigherPriorityComesFirstAndEqualOnesAlternate() {
    Job low = map("low", 1, 2);
    Job high = map("high", 10, 2);
    Job high2 = map("high2", 10, 2);
    add(low, high, high2);

    assertThat(run(MILLI)).containsExactly("high", "high2", "high", "high2", "low", "low");
  }

  @Test
  void callsHaveOneTurnTogetherInTheirOrder() {
    add(call("1", NORMAL), call("2", NORMAL), call("3", NORMAL));
    Job map = map("map", NORMAL, 3);
    add(map);

    assertThat(run(MILLI)).containsExactly("1", "map", "2", "map", "3", "map");
  }

  @Test
  void aCallThatComesBackIsTheFirstOfThem() {
    Job first = call("1", NORMAL);
    add(first, call("2", NORMAL));
    first.waiting--;
    Charge<Job> charge = turns.charge(first, 1);

    turns.cameBack(charge, 1);
    first.waiting++;
    turns.putBack(first);

    assertThat(run(MILLI)).containsExactly("1", "2");
  }

  @Test
  void whatComesBackIsNotPaidFor() {
    Job a = map("a", NORMAL, 2);
    Job b = map("b", NORMAL, 2);
    add(a, b);
    a.waiting--;
    Charge<Job> charge = turns.charge(a, 1);
    assertThat(turns.isBefore(b, charge, 1)).as("a had its turn before").isFalse();

    turns.cameBack(charge, 1);
    a.waiting++;
    turns.putBack(a);

    assertThat(run(MILLI)).startsWith("b", "a");
  }

  @Test
  void oneThatWasCancelledIsPassedOver() {
    Job cancelled = map("cancelled", NORMAL, 2);
    add(cancelled, map("other", NORMAL, 1));
    cancelled.waiting = 0;

    assertThat(run(MILLI)).containsExactly("other");
    assertThat(turns.jobs()).isEmpty();
  }

  @Test
  void itIsKnownWhetherSeveralContend() {
    Job a = map("a", NORMAL, 1);
    Job b = map("b", 1, 1);
    add(a);
    assertThat(turns.areContended()).isFalse();
    add(b);
    assertThat(turns.areContended()).isTrue();

    a.waiting--;
    Charge<Job> charge = turns.charge(a, 1);
    assertThat(turns.areContended()).as("it is out").isTrue();
    turns.ended(charge, 1, MILLI);
    assertThat(turns.areContended()).isFalse();
  }

  @Test
  void aNewcomerIsBeforeWhatOthersHaveBeenGivenButNotBeforeWhatRuns() {
    Job old = map("old", NORMAL, 9);
    add(old);
    old.waiting -= 2;
    Charge<Job> runs = turns.charge(old, 1);
    Charge<Job> waits = turns.charge(old, 1);
    Job late = map("late", NORMAL, 9);
    add(late);

    assertThat(turns.isBefore(late, waits, 1)).isTrue();
    assertThat(turns.isBefore(late, runs, 0)).as("counted as it was when both were given").isTrue();

    late.waiting--;
    Charge<Job> its = turns.charge(late, 1);
    assertThat(turns.isBefore(its, 1, waits, 1, 0)).isTrue();
    assertThat(turns.isBefore(its, 1, waits, 1, MILLI)).as("not by a millisecond").isFalse();
    turns.cameBack(waits, 1);
    old.waiting++;
    turns.putBack(old);
    assertThat(turns.isBefore(old, its, 1)).as("or it would go back and forth").isFalse();
  }

  private void add(Job... jobs) {
    for (Job job : jobs) {
      turns.add(job);
    }
  }

  private void give(Job job, int tasks, long nanos) {
    add(job);
    job.waiting -= tasks;
    turns.ended(turns.charge(job, tasks), tasks, nanos);
  }

  /** The next one's task runs. */
  private String finish(long nanos) {
    Job job = turns.next();
    job.waiting--;
    turns.ended(turns.charge(job, 1), 1, job.nanos == 0 ? nanos : job.nanos);
    return job.name;
  }

  /** All that there is, one task at a time. */
  private List<String> run(long nanos) {
    List<String> order = new ArrayList<>();
    while (turns.next() != null) {
      order.add(finish(nanos));
    }
    return order;
  }

  private static Job map(String name, int priority, int tasks) {
    return new Job(name, priority, new Turn<>(priority), tasks);
  }

  private static Job call(String name, int priority) {
    return new Job(name, priority, null, 1);
  }

  private static final class Job implements Turns.Taker<Job> {

    private final String name;
    private final int priority;
    private final Turn<Job> turn;
    private int waiting;

    /** What each of its tasks takes; 0 for what the test says. */
    private long nanos;

    Job(String name, int priority, Turn<Job> turn, int waiting) {
      this.name = name;
      this.priority = priority;
      this.turn = turn;
      this.waiting = waiting;
    }

    @Override
    public Turn<Job> turn() {
      return turn;
    }

    @Override
    public int priority() {
      return priority;
    }

    @Override
    public boolean hasWaiting() {
      return waiting > 0;
    }
  }
}
