package io.procpool.bench.soak;

import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.TaskException;
import io.procpool.task.TaskFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * One map of many short tasks, while workers get a signal, one after the other, whichever they are
 * and whatever they do.
 *
 * <pre>
 *                +-----------+   answers,    +-------------+
 *                |   pool    | - failures -> | reader      | --> Tally
 *                | 4 workers |               +-------------+       |
 *                |           |                                     | so many tasks have ended
 *                |           |               +-------------+       v
 *                |           | <-- signal -- | striker     | <-----+
 *                +-----------+               +-------------+
 *                 |        | new processes   +-------------+
 *   Ledger <------+        +---------------> | Replacements|
 *                                            +-------------+
 * </pre>
 *
 * <p>Behind it, the pool is to be as strong as before, and at its end to leave nothing.
 */
final class Storm {

  static final int TASKS = 10_000;
  static final int WORKERS = 4;
  static final int HITS = 200;

  /** Tasks from one hit to the next, so that the last one still has a map to hit. */
  private static final int SPACING = TASKS / HITS - 2;

  private static final int MOST_DELAY_MILLIS = 10;

  /** How long nothing may end: longer than it takes to notice that all workers are stopped. */
  private static final Duration SILENCE = StormPlan.START.plusSeconds(20);

  private static final int AFTERMATH_TASKS = 200;
  private static final long LOOK_MILLIS = 5;

  private final StormPlan plan;
  private final Random random;
  private final Findings findings;
  private final Guard guard = new Guard(SILENCE);
  private final Tally tally = new Tally();
  private final List<String> troubles = new ArrayList<>();
  private final List<String> weaknesses = new ArrayList<>();

  Storm(StormPlan plan, long seed) {
    this.plan = plan;
    this.random = new Random(seed);
    this.findings =
        new Findings(
            "%d tasks of 2 to 6 ms on %d workers, %d times %s"
                .formatted(TASKS, WORKERS, HITS, plan.signal()));
  }

  Findings run() throws Exception {
    Path file = Files.createTempFile("soak-", ".ledger");
    try (Saboteur saboteur = new Saboteur()) {
      Remains remains = new Remains();
      Replacements replacements = blow(file, saboteur);
      List<String> left = remains.awaitNone(Duration.ofSeconds(10));
      findings.end();
      findings.promise("it does not hang, and is broken by nothing", troubles);
      new StormReview(plan, tally, Ledger.read(file), saboteur.hits(), replacements)
          .review(findings);
      findings.promise("behind it, all %d workers work".formatted(WORKERS), weaknesses);
      findings.promise("the closed pool leaves nothing", left);
      return findings;
    } finally {
      Files.delete(file);
    }
  }

  private Replacements blow(Path file, Saboteur saboteur) throws Exception {
    ProcessPool pool = guard.call("start", () -> plan.pool(WORKERS));
    guard.run("start of all", Storm::awaitWorkers);
    Replacements replacements = new Replacements();
    Thread looking = daemon(replacements, "replacements");
    Thread striking = daemon(() -> strike(saboteur, replacements), "striker");
    try {
      guard.run("map", () -> read(pool, file.toString()));
      guard.run("striker", striking::join);
      awaitReplacements(replacements);
      guard.run("aftermath", () -> checkStrength(pool, saboteur));
      guard.run("close", pool::close);
    } catch (Exception e) {
      troubles.add(e.toString());
      weaknesses.add("it did not come so far");
      guard.terminate(pool).ifPresent(troubles::add);
    } finally {
      tally.end();
      looking.interrupt();
    }
    return replacements;
  }

  private void read(ProcessPool pool, String ledger) {
    List<Long> numbers = LongStream.range(0, TASKS).boxed().toList();
    try (Results<long[]> results = pool.imapUnordered(task(ledger), numbers)) {
      Iterator<long[]> iterator = results.iterator();
      while (iterator.hasNext()) {
        try {
          tally.answer(iterator.next());
        } catch (TaskException e) {
          tally.failure(e);
        }
        guard.sign();
      }
    }
    tally.end();
  }

  private static TaskFunction<Long, long[]> task(String ledger) {
    return number -> {
      Ledger.begin(ledger, number);
      work(2 + number % 5, number % 4 == 0);
      Ledger.end(ledger, number);
      return Answers.of(number);
    };
  }

  private static void work(long millis, boolean isBusy) throws InterruptedException {
    if (!isBusy) {
      Thread.sleep(millis);
      return;
    }
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  private void strike(Saboteur saboteur, Replacements replacements) {
    try {
      for (int i = 0; i < HITS && tally.await(i * SPACING + random.nextInt(SPACING)); i++) {
        Thread.sleep(random.nextInt(MOST_DELAY_MILLIS));
        Optional<Hit> hit = saboteur.hitOne(plan.signal(), random);
        while (hit.isEmpty()) {
          Thread.sleep(LOOK_MILLIS); // all have been hit, and none is replaced yet
          hit = saboteur.hitOne(plan.signal(), random);
        }
        replacements.expect(hit.get());
      }
    } catch (Exception e) {
      weaknesses.add("the striker cannot strike: " + e);
    }
  }

  private static void awaitWorkers() throws InterruptedException {
    while (Children.workers().size() < WORKERS) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** One that was stopped when it had nothing to do is replaced when it is given work. */
  private void awaitReplacements(Replacements replacements) throws InterruptedException {
    long deadline = System.nanoTime() + plan.notice().toNanos();
    while (!replacements.isComplete() && System.nanoTime() - deadline < 0) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private void checkStrength(ProcessPool pool, Saboteur saboteur) {
    long deadline = System.nanoTime() + StormPlan.START.plus(plan.notice()).toNanos();
    List<Long> numbers = LongStream.range(0, AFTERMATH_TASKS).boxed().toList();
    Set<Long> pids = new HashSet<>();
    while (pids.size() < WORKERS && System.nanoTime() - deadline < 0) {
      pids.clear();
      for (long[] answer : pool.map(Storm::afterwards, numbers)) {
        pids.add(Answers.pid(answer));
      }
      guard.sign();
    }
    if (pids.size() != WORKERS) {
      weaknesses.add("only %d of them do".formatted(pids.size()));
    }
    for (Hit hit : saboteur.hits()) {
      if (pids.contains(hit.pid())) {
        weaknesses.add("there still is pid " + hit.pid());
      }
    }
  }

  private static long[] afterwards(long number) throws InterruptedException {
    work(10, false);
    return Answers.of(number);
  }

  private static Thread daemon(Runnable role, String name) {
    Thread thread = new Thread(role, "soak: " + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
