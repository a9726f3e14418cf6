package io.procpool.bench.soak;

import io.procpool.CallInterruptedException;
import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.TaskException;
import io.procpool.task.TaskFunction;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What is asked of the one pool that lives as long as the mixture. */
final class Calls {

  private static final int WINDOW = 64;
  private static final int FEWEST_ITEMS = 10;
  private static final int MORE_ITEMS = 30;

  private final ProcessPool pool;
  private final Judge judge;
  private final TaskFunction<Long, long[]> task;

  /**
   * @param task carries orders out
   */
  Calls(ProcessPool pool, Judge judge, TaskFunction<Long, long[]> task) {
    this.pool = pool;
    this.judge = judge;
    this.task = task;
  }

  Map<String, Step> steps() {
    return new TreeMap<>(
        Map.of(
            "map", this::map,
            "mapAsync", this::mapAsync,
            "imap", this::imap,
            "imapUnordered", this::imapUnordered,
            "apply", this::apply,
            "close early", this::closeEarly,
            "interrupt", this::interrupt,
            "interrupt a stream", this::interruptStream));
  }

  private void map(Random random) {
    Account account = new Account(judge, "map");
    List<Long> items = items(account, random);
    try {
      account.takeWhole(pool.map(task, items));
    } catch (TaskException e) {
      account.takeWhole(e);
    }
    account.end();
  }

  private void mapAsync(Random random) throws InterruptedException {
    Account account = new Account(judge, "mapAsync");
    List<Long> items = items(account, random);
    CompletableFuture<List<long[]>> future = pool.mapAsync(task, items);
    try {
      account.takeWhole(future.get());
    } catch (ExecutionException e) {
      account.takeWhole((TaskException) e.getCause());
    }
    account.end();
  }

  private void imap(Random random) {
    Account account = new Account(judge, "imap");
    account.isOrdered();
    try (Results<long[]> results = pool.imap(task, items(account, random))) {
      account.takeAll(results.iterator());
    }
    account.end();
  }

  private void imapUnordered(Random random) {
    Account account = new Account(judge, "imapUnordered");
    MapOptions options = MapOptions.DEFAULT.withChunkSize(1 + random.nextInt(8));
    List<Long> items = items(account, random);
    try (Results<long[]> results = pool.imapUnordered(task, items, options)) {
      account.takeAll(results.iterator());
    }
    account.end();
  }

  private void apply(Random random) {
    Account account = new Account(judge, "apply");
    long item = account.add(Deed.any(random));
    try {
      account.answer(pool.apply(task, item));
    } catch (TaskException e) {
      account.failure(e);
    }
    account.end();
  }

  /** An input without end: once its stream is closed, nothing more is pulled from it. */
  private void closeEarly(Random random) throws InterruptedException {
    Account account = new Account(judge, "close early");
    Iterable<Long> endless = account.endless(random.nextLong(), Deed::any);
    MapOptions options = MapOptions.DEFAULT.withWindow(WINDOW);
    int most = random.nextInt(3 * WINDOW);
    try (Results<long[]> results = pool.imapUnordered(task, endless, options)) {
      account.take(results.iterator(), most);
    }
    Thread.sleep(100); // an item that is being pulled is pulled
    int pulled = account.size();
    Thread.sleep(100);
    if (account.size() != pulled || pulled > most + WINDOW) {
      judge.breach("close early: %d of %d, %d".formatted(most, pulled, account.size()));
    }
  }

  private void interrupt(Random random) throws Exception {
    boolean isMap = random.nextBoolean();
    Account account = new Account(judge, "interrupt");
    List<Long> items = items(account, random);
    interrupted(random.nextInt(300), () -> callThroughInterrupt(account, items, isMap));
  }

  private void callThroughInterrupt(Account account, List<Long> items, boolean isMap) {
    try {
      if (isMap) {
        account.takeWhole(pool.map(task, items));
      } else {
        account.answer(pool.apply(task, items.get(0)));
      }
    } catch (CallInterruptedException e) {
      checkFlag("interrupt");
    } catch (TaskException e) {
      account.takeWhole(e);
    }
  }

  /** A stream whose reader is interrupted can be read on. */
  private void interruptStream(Random random) throws Exception {
    Account account = new Account(judge, "interrupt a stream");
    List<Long> items = items(account, random);
    interrupted(random.nextInt(300), () -> readThroughInterrupts(account, items));
    account.end();
  }

  /** Does something on a thread that is interrupted meanwhile, and waits for it. */
  static void interrupted(int afterMillis, Runnable body) throws Exception {
    FutureTask<Void> task = new FutureTask<>(body, null);
    Thread thread = new Thread(task, Thread.currentThread().getName() + ", interrupted");
    thread.setDaemon(true);
    thread.start();
    Thread.sleep(afterMillis);
    thread.interrupt();
    task.get();
  }

  private void readThroughInterrupts(Account account, List<Long> items) {
    try (Results<long[]> results = pool.imapUnordered(task, items)) {
      while (account.outcomes() < items.size()) {
        try {
          account.take(results.iterator(), 1);
        } catch (CallInterruptedException e) {
          checkFlag("interrupt a stream");
        }
      }
    }
  }

  private void checkFlag(String call) {
    if (!Thread.interrupted()) {
      judge.breach(call + ": the interrupt flag is not set");
    }
  }

  private static List<Long> items(Account account, Random random) {
    return account.items(FEWEST_ITEMS + random.nextInt(MORE_ITEMS), random, Deed::any);
  }
}
