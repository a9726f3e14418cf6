package io.procpool.bench.soak;

import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.bench.soak.Sample.Resource;
import io.procpool.task.TaskFunction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * For some minutes, all that can happen to tasks, callers, workers and pools.
 *
 * <pre>
 *   callers    --- {@link Calls} --------> one pool, from the beginning to the end   <---+
 *   owners     --- {@link PoolLives} ----> pools of their own, for a moment each     <---+-- {@link Saboteur}
 *                     |
 *                     +-- what came of each task --> {@link Judge} <-- {@link Ledger}
 *
 *   this thread    looks who hangs; samples what the process has: while they act, and while all are held
 * </pre>
 */
final class Mixture {

  static final Duration LIMIT = Duration.ofSeconds(2);
  static final Duration GRACE = Duration.ofMillis(200);

  private static final int WORKERS = 3;
  private static final int CALLERS = 3;
  private static final int OWNERS = 2;
  private static final int MAX_TASKS = 100;
  private static final int MOST_PAUSE_MILLIS = 1500;

  private static final long SAMPLE_MILLIS = 2000;

  /** One in so many samples is taken while all are held. */
  private static final int QUIET = 5;

  /** How long it may take until a held pool has done what it has to do, and more. */
  private static final long SETTLING_MILLIS = 1500;

  /** Part of the time that is not sampled: classes are loaded, and caches filled. */
  private static final double WARM_UP = 0.15;

  /** Longer than any step takes, on a busy machine, too. */
  private static final long HANG_SECONDS = 90;

  private static final int FEWEST_SAMPLES = 9;

  private final double minutes;
  private final long seed;
  private final Findings findings;
  private final long startNanos = System.nanoTime();

  /** Actors hold it to read, for each step; who holds it to write holds all actors. */
  private final ReentrantReadWriteLock going = new ReentrantReadWriteLock(true);

  private final List<Actor> actors = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  Mixture(double minutes, long seed) {
    this.minutes = minutes;
    this.seed = seed;
    this.findings = new Findings("mixed faults for %s minutes".formatted(minutes));
  }

  /** The settings that all pools of the mixture have. */
  static ProcessPoolBuilder builder(int workers) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return ProcessPool.builder()
        .processes(workers)
        .heap("64m")
        .taskTimeout(LIMIT)
        .grace(GRACE)
        .startTimeout(StormPlan.START)
        .stopTimeout(Duration.ofSeconds(3))
        .output(nowhere, nowhere);
  }

  Findings run() throws Exception {
    builder(1).build().close(); // what the first pool of a JVM opens, it keeps
    Path folder = Files.createTempDirectory("soak-");
    Path ledger = folder.resolve("ledger");
    Files.createFile(ledger);
    try (Saboteur saboteur = new Saboteur()) {
      Judge judge = new Judge(saboteur);
      Remains remains = new Remains();
      mix(saboteur, judge, ledger, folder);
      List<String> left = remains.awaitNone(Duration.ofSeconds(10));
      findings.end();
      review(saboteur, judge, ledger, left);
      return findings;
    } finally {
      delete(folder);
    }
  }

  private void mix(Saboteur saboteur, Judge judge, Path ledger, Path folder) throws Exception {
    Guard guard = new Guard(Duration.ofSeconds(HANG_SECONDS));
    ProcessPool pool =
        guard.call("start", () -> builder(WORKERS).maxTasksPerChild(MAX_TASKS).build());
    TaskFunction<Long, long[]> task = Order.carryingOut(ledger.toString(), folder.toString());
    Map<String, Step> calls = new Calls(pool, judge, task).steps();
    calls.put("cancel", new CancelledCall(pool, judge, folder));
    calls.put("retries", new FlakyCalls(pool, judge, task, folder));
    Map<String, Step> lives = new PoolLives(saboteur, judge, task).steps();
    for (int i = 0; i < CALLERS; i++) {
      add("caller " + i, calls, judge);
    }
    for (int i = 0; i < OWNERS; i++) {
      add("owner " + i, lives, judge);
    }
    add("saboteur", Map.of("hit", random -> hit(saboteur, random)), judge);
    List<Thread> threads = actors.stream().map(Actor::start).toList();
    try {
      sampleUntilEnd();
      for (Thread thread : threads) {
        guard.run(thread.getName(), thread::join);
      }
      guard.run("close", pool::close);
    } catch (Exception e) {
      troubles.add(e.toString());
      guard.terminate(pool).ifPresent(troubles::add);
    }
  }

  private void add(String name, Map<String, Step> steps, Judge judge) {
    long its = new Random(seed).nextLong() + 1_000_000L * actors.size();
    actors.add(new Actor(name, its, steps, going.readLock(), judge));
  }

  private static void hit(Saboteur saboteur, Random random)
      throws IOException, InterruptedException {
    Thread.sleep(random.nextInt(MOST_PAUSE_MILLIS));
    saboteur.hitOne(Signal.values()[random.nextInt(Signal.values().length)], random);
  }

  private void sampleUntilEnd() throws InterruptedException {
    for (int i = 1; seconds() < 60 * minutes; i++) {
      Thread.sleep(SAMPLE_MILLIS);
      checkHangs();
      if (seconds() < 60 * minutes * WARM_UP) {
        continue;
      }
      if (i % QUIET == 0) {
        sampleQuietly();
      } else {
        samples.add(Sample.take(seconds(), false));
      }
    }
    actors.forEach(Actor::end);
  }

  private void sampleQuietly() throws InterruptedException {
    if (!going.writeLock().tryLock(2 * HANG_SECONDS, TimeUnit.SECONDS)) {
      checkHangs();
      return;
    }
    try {
      Thread.sleep(SETTLING_MILLIS);
      samples.add(Sample.take(seconds(), true));
    } finally {
      going.writeLock().unlock();
    }
  }

  private void checkHangs() {
    for (Actor actor : actors) {
      String doing = actor.doing();
      if (actor.seconds() > HANG_SECONDS && !doing.equals("nothing")) {
        actors.forEach(Actor::end);
        String hang = "'%s' has not ended for %d s".formatted(doing, actor.seconds());
        Stacks.print(hang);
        throw new Guard.HangException(hang);
      }
    }
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private void review(Saboteur saboteur, Judge judge, Path ledger, List<String> left)
      throws Exception {
    findings.figure("steps", steps().values().stream().mapToInt(Integer::intValue).sum());
    figures("tasks", judge.outcomes());
    figures("hits", hits(saboteur));
    findings.promise("it does not hang, and is broken by nothing", troubles);
    findings.promise("each outcome is what its task, or a signal, has caused", judge.breaches());
    findings.promise("no worker is blamed for two tasks", judge.doubleBlames());
    findings.promise("no task runs more often than it may, or elsewhere", judge.against(ledger));
    growth(true);
    growth(false);
    findings.promise("the closed pools leave nothing", left);
    findings.detail("steps", steps());
    findings.detail("samples", samples.stream().map(Sample::asMap).toList());
  }

  private void growth(boolean isQuiet) {
    List<Sample> some = samples.stream().filter(sample -> sample.isQuiet() == isQuiet).toList();
    String when = isQuiet ? "held" : "acting";
    if (some.size() < FEWEST_SAMPLES) {
      findings.figure(when, some.size() + " samples: too few to say what grows");
      return;
    }
    List<String> breaches = new ArrayList<>();
    for (Resource resource : Resource.values()) {
      Growth growth = Growth.of(some.stream().map(resource::of).toList(), resource.slack());
      findings.figure(when + ": " + resource.text(), growth);
      if (growth.isGrowth()) {
        breaches.add(resource.text() + ": " + growth);
      }
    }
    findings.promise("nothing grows, " + when + ", in " + some.size() + " samples", breaches);
  }

  private void figures(String what, Map<String, Integer> counts) {
    counts.forEach((name, count) -> findings.figure(what + ": " + name, count));
  }

  private Map<String, Integer> steps() {
    Map<String, Integer> steps = new TreeMap<>();
    actors.forEach(actor -> actor.taken().forEach((step, n) -> steps.merge(step, n, Integer::sum)));
    return steps;
  }

  private static Map<String, Integer> hits(Saboteur saboteur) {
    Map<String, Integer> hits = new TreeMap<>();
    saboteur.hits().forEach(hit -> hits.merge(hit.signal().name(), 1, Integer::sum));
    return hits;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
