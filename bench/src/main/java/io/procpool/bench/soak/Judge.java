package io.procpool.bench.soak;

import io.procpool.TaskException;
import io.procpool.TaskFailedException;
import io.procpool.TaskTimeoutException;
import io.procpool.WorkerDeath.Kind;
import io.procpool.WorkerDiedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Knows what may come of the tasks of the mixture: what they were ordered to do, or what their
 * worker was hit by. Guarded by its lock, for all who call come to it.
 */
final class Judge {

  /** One attempt, and two retries. */
  static final int MOST_ATTEMPTS = 3;

  /**
   * How long a failure may come behind what has caused it. Not much longer, and another worker with
   * the same name may have the same pid: each thread takes one, so they soon come again.
   */
  private static final Duration MEMORY = Duration.ofSeconds(20);

  private final Saboteur saboteur;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final List<String> breaches = new ArrayList<>();
  private final List<String> doubleBlames = new ArrayList<>();

  /**
   * By the worker, an encoded order, and when it was blamed for it. Compact, as the list is: what
   * is kept here must not look like a leak of procpool's.
   */
  private final Map<Long, long[]> blamed = new HashMap<>();

  /** An encoded order, and the pid of the worker that is said to have run it. */
  private final List<long[]> blames = new ArrayList<>();

  private long nextNumber;

  Judge(Saboteur saboteur) {
    this.saboteur = saboteur;
  }

  synchronized Order order(Deed deed) {
    return new Order(nextNumber++, deed);
  }

  /** A task gave a result. */
  synchronized void onAnswer(Order order, long[] answer, String call) {
    count("result");
    boolean isToFail = order.deed() != Deed.WORK && order.deed() != Deed.FLAKY;
    if (isToFail || !Answers.isRight(answer, order.number())) {
      breach(call + ": " + order + " gave " + List.of(answer[0], answer[1], answer[2]));
    }
  }

  /** A task failed. */
  synchronized void onFailure(Order order, TaskException failure, String call) {
    count(describe(failure));
    onAttempt(order, failure, call);
    for (Throwable earlier : failure.getSuppressed()) {
      if (order.deed() == Deed.FLAKY && earlier instanceof TaskException attempt) {
        onAttempt(order, attempt, call);
      }
    }
  }

  /** Something was not as it should be. */
  synchronized void breach(String what) {
    breaches.add(what);
  }

  synchronized List<String> breaches() {
    return List.copyOf(breaches);
  }

  /** How often there was which outcome. */
  synchronized Map<String, Integer> outcomes() {
    return new TreeMap<>(outcomes);
  }

  /** Workers that are said to have failed two tasks. */
  synchronized List<String> doubleBlames() {
    return List.copyOf(doubleBlames);
  }

  /**
   * Tasks that ran more often than they may, or elsewhere than is said: as far as all attempts have
   * signed, which one that fails while its item is decoded has not.
   */
  synchronized List<String> against(Path ledgerFile) throws Exception {
    List<String> found = new ArrayList<>();
    Ledger ledger = Ledger.read(ledgerFile);
    for (long encoded : ledger.numbers()) {
      Order order = Order.of(encoded);
      int most = order.deed() == Deed.FLAKY ? MOST_ATTEMPTS : 1;
      if (ledger.begunIn(encoded).size() > most) {
        found.add(order + " ran in " + ledger.begunIn(encoded));
      }
    }
    for (long[] blame : blames) {
      Order order = Order.of(blame[0]);
      List<Long> ran = ledger.begunIn(blame[0]);
      if (ran.size() >= (order.deed() == Deed.FLAKY ? MOST_ATTEMPTS : 1)
          && !ran.contains(blame[1])) {
        found.add(order + " ran in " + ran + ", blamed is pid " + blame[1]);
      }
    }
    return found;
  }

  private void onAttempt(Order order, TaskException failure, String call) {
    Optional<Culprit> culprit = Culprit.of(failure);
    Optional<Hit> hit = culprit.flatMap(this::hitOn);
    boolean isOfHit = hit.map(its -> isOfHit(order, failure, its)).orElse(false);
    if (!isDue(order, failure) && !isOfHit) {
      String signal = hit.map(its -> its.signal().name()).orElse("nothing");
      breach("%s: %s, hit by %s: %s".formatted(call, order, signal, failure));
    }
    culprit.ifPresent(worker -> blame(order, worker, failure));
  }

  private void blame(Order order, Culprit culprit, TaskException failure) {
    blames.add(new long[] {order.encoded(), culprit.pid()});
    long worker = ((long) culprit.worker().hashCode() << Integer.SIZE) + culprit.pid();
    long[] other = blamed.put(worker, new long[] {order.encoded(), System.nanoTime()});
    if (other != null && isRecent(other[1])) {
      doubleBlames.add(Order.of(other[0]) + ", then " + order + ": " + failure);
    }
  }

  private Optional<Hit> hitOn(Culprit culprit) {
    return saboteur.hitOn(culprit).filter(hit -> isRecent(hit.nanos()));
  }

  private static boolean isRecent(long nanos) {
    return System.nanoTime() - nanos < MEMORY.toNanos();
  }

  /** Whether a failure is what the task was ordered to do. */
  private static boolean isDue(Order order, TaskException failure) {
    return switch (order.deed()) {
      case WORK -> false;
      case THROW -> hasThrown(failure, order);
      case EXIT -> hasExited(failure);
      case HALT -> hasEnded(failure, Kind.HALT, Deed.HALT_CODE);
      case FLAKY ->
          hasThrown(failure, order)
              || hasExited(failure)
              || hasEnded(failure, Kind.HALT, Deed.HALT_CODE);
      case FILL_HEAP -> hasFilledHeap(failure);
      case OVERSLEEP, IGNORE -> failure instanceof TaskTimeoutException;
    };
  }

  private static boolean hasThrown(TaskException failure, Order order) {
    return failure instanceof TaskFailedException
        && failure.getCause() instanceof IllegalStateException thrown
        && Deed.thrownBy(order.number()).equals(thrown.getMessage());
  }

  private static boolean hasEnded(TaskException failure, Kind kind, int exitCode) {
    return failure instanceof WorkerDiedException died
        && died.death().kind() == kind
        && died.death().exitCode() == exitCode;
  }

  /** On a busy machine a JVM may take longer to exit than a task may run. */
  private static boolean hasExited(TaskException failure) {
    return hasEnded(failure, Kind.EXIT, Deed.EXIT_CODE) || failure instanceof TaskTimeoutException;
  }

  /** On a busy machine it may take longer to fill it than a task may run. */
  private static boolean hasFilledHeap(TaskException failure) {
    return failure.getCause() instanceof OutOfMemoryError
        || failure instanceof TaskTimeoutException
        || failure instanceof WorkerDiedException died && died.death().kind() == Kind.OUT_OF_HEAP;
  }

  private static boolean isOfHit(Order order, TaskException failure, Hit hit) {
    return switch (hit.signal()) {
      case SIGKILL, SIGTERM -> isOfSignal(failure, hit.signal()) || wasExiting(order, failure);
      case SIGSTOP -> failure instanceof TaskTimeoutException || wasExiting(order, failure);
    };
  }

  private static boolean isOfSignal(TaskException failure, Signal signal) {
    return failure instanceof WorkerDiedException died
        && died.death().kind() == Kind.SIGNAL
        && died.death().exitCode() == signal.exitCode()
        && signal.name().equals(died.death().signal());
  }

  /** A JVM takes a while to exit, and may be hit in it: then both have ended it. */
  private static boolean wasExiting(Order order, TaskException failure) {
    return failure instanceof WorkerDiedException died
        && died.death().kind() == Kind.EXIT
        && (order.deed() == Deed.EXIT || order.deed() == Deed.FLAKY);
  }

  private static String describe(TaskException failure) {
    if (failure instanceof WorkerDiedException died) {
      String signal = died.death().signal();
      return "worker died: " + (signal == null ? died.death().kind() : signal);
    }
    if (failure instanceof TaskTimeoutException) {
      return "timed out";
    }
    return failure.getCause() instanceof OutOfMemoryError ? "threw out of memory" : "threw";
  }

  private void count(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }
}
