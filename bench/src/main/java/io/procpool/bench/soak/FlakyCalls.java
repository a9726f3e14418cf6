package io.procpool.bench.soak;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.Retries;
import io.procpool.TaskException;
import io.procpool.task.TaskFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * A stream of flaky tasks with retries: each succeeds as soon as it can, and fails only behind its
 * last attempt.
 */
final class FlakyCalls implements Step {

  private static final int ITEMS = 10;

  private final ProcessPool pool;
  private final Judge judge;
  private final TaskFunction<Long, long[]> task;
  private final Path folder;

  /**
   * @param folder where tasks count their attempts
   */
  FlakyCalls(ProcessPool pool, Judge judge, TaskFunction<Long, long[]> task, Path folder) {
    this.pool = pool;
    this.judge = judge;
    this.task = task;
    this.folder = folder;
  }

  @Override
  public void take(Random random) throws IOException {
    Account account = new Account(judge, "retries");
    account.isOrdered();
    List<Long> items = account.items(ITEMS, random, any -> Deed.FLAKY);
    Retries retries = Retries.of(Judge.MOST_ATTEMPTS - 1);
    if (random.nextBoolean()) {
      retries = retries.withBackoff(Duration.ofMillis(50), Duration.ofMillis(100));
    }
    MapOptions options = MapOptions.DEFAULT.withRetries(retries);
    try (Results<long[]> results = pool.imap(task, items, options)) {
      Iterator<long[]> iterator = results.iterator();
      for (long item : items) {
        takeFlaky(Order.of(item), iterator, account);
      }
      if (iterator.hasNext()) {
        judge.breach("retries: more results than items");
      }
    }
    for (long item : items) {
      Files.deleteIfExists(attempts(Order.of(item)));
    }
  }

  private void takeFlaky(Order order, Iterator<long[]> results, Account account)
      throws IOException {
    try {
      account.answer(results.next());
      if (signedAttempts(order) <= Deed.failuresOf(order.number())) {
        judge.breach("retries: " + order + " succeeded too soon");
      }
    } catch (TaskException e) {
      account.failure(e);
      if (e.getSuppressed().length != Judge.MOST_ATTEMPTS - 1) {
        judge.breach("retries: " + order + " failed behind fewer attempts: " + e);
      }
    }
    if (signedAttempts(order) > Judge.MOST_ATTEMPTS) {
      judge.breach("retries: " + order + " was tried too often");
    }
  }

  private long signedAttempts(Order order) throws IOException {
    Path attempts = attempts(order);
    return Files.exists(attempts) ? Files.size(attempts) : 0;
  }

  private Path attempts(Order order) {
    return folder.resolve(Long.toString(order.number()));
  }
}
