package io.procpool.bench.soak;

import io.procpool.CallInterruptedException;
import io.procpool.MapOptions;
import io.procpool.PoolClosedException;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.Results;
import io.procpool.WorkerStartException;
import io.procpool.task.TaskFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Pools that are opened, used a little, and closed, each in another way. */
final class PoolLives {

  private static final int WINDOW = 32;
  private static final int MOST_MILLIS = 400;
  private static final int SLEEPERS = 10;
  private static final int MOST_WORKERS = 3;
  private static final Duration IDLE = Duration.ofMillis(100);

  private final Saboteur saboteur;
  private final Judge judge;
  private final TaskFunction<Long, long[]> task;

  /**
   * @param task carries orders out
   */
  PoolLives(Saboteur saboteur, Judge judge, TaskFunction<Long, long[]> task) {
    this.saboteur = saboteur;
    this.judge = judge;
    this.task = task;
  }

  Map<String, Step> steps() {
    return new TreeMap<>(
        Map.of(
            "open and close", random -> live(random, Integer.MAX_VALUE, ProcessPool::close),
            "read and close", this::readAndClose,
            "close under a stream", this::closeUnderStream,
            "terminate", this::terminate,
            "interrupt a close", this::interruptClose,
            "interrupt a start", this::interruptStart));
  }

  /** Also replaces workers behind so many tasks, and has more or fewer of them in between. */
  private void readAndClose(Random random) throws Exception {
    int maxTasks = 1 + random.nextInt(20);
    Account account = new Account(judge, "read and close");
    List<Long> items = account.items(10 + random.nextInt(30), random, Deed::any);
    boolean isRead =
        live(
            random,
            maxTasks,
            pool -> {
              try (Results<long[]> results = pool.imap(task, items)) {
                account.take(results.iterator(), items.size() / 2);
                pool.resize(1 + random.nextInt(MOST_WORKERS));
                account.takeAll(results.iterator());
              }
              pool.close();
            });
    if (isRead) {
      account.end();
    }
    if (account.mostOfOneWorker() > maxTasks) {
      judge.breach(
          "read and close: %d tasks in a worker, not %d"
              .formatted(account.mostOfOneWorker(), maxTasks));
    }
  }

  /** What has been pulled is run, and told; then the stream is at its end. */
  private void closeUnderStream(Random random) throws Exception {
    Account account = new Account(judge, "close under a stream");
    int afterMillis = random.nextInt(MOST_MILLIS);
    boolean isRead =
        live(
            random,
            Integer.MAX_VALUE,
            pool -> readUntilEnd(account, pool, pool::close, afterMillis));
    if (isRead) {
      account.end();
    }
  }

  private void terminate(Random random) throws Exception {
    Account account = new Account(judge, "terminate");
    int afterMillis = random.nextInt(MOST_MILLIS);
    live(
        random,
        Integer.MAX_VALUE,
        pool -> readUntilEnd(account, pool, pool::terminate, afterMillis));
  }

  private void readUntilEnd(Account account, ProcessPool pool, Runnable end, int afterMillis) {
    Iterable<Long> endless = account.endless(afterMillis, Deed::harmless);
    MapOptions options = MapOptions.DEFAULT.withWindow(WINDOW);
    CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> endAfter(afterMillis, end));
    try (Results<long[]> results = pool.imapUnordered(task, endless, options)) {
      account.takeAll(results.iterator());
      judge.breach("a stream without end came to one");
    } catch (PoolClosedException e) {
      ending.join();
    }
  }

  private static void endAfter(int millis, Runnable end) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end.run();
  }

  /** An interrupted close terminates. */
  private void interruptClose(Random random) throws Exception {
    int afterMillis = random.nextInt(MOST_MILLIS);
    live(
        random,
        Integer.MAX_VALUE,
        pool -> {
          Account account = new Account(judge, "interrupt a close");
          List<Long> sleepers = account.items(SLEEPERS, random, any -> Deed.OVERSLEEP);
          CompletableFuture<List<long[]>> future = pool.mapAsync(task, sleepers);
          closeInterrupted(pool, afterMillis);
          checkClosed(future);
        });
  }

  private void closeInterrupted(ProcessPool pool, int afterMillis) {
    try {
      Calls.interrupted(
          afterMillis,
          () -> {
            pool.close();
            if (!Thread.interrupted()) {
              judge.breach("interrupt a close: the interrupt flag is not set");
            }
          });
    } catch (Exception e) {
      judge.breach("interrupt a close: " + e);
    }
  }

  private void checkClosed(CompletableFuture<?> future) {
    try {
      future.get();
      judge.breach("interrupt a close: its tasks ended");
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof PoolClosedException)) {
        judge.breach("interrupt a close: " + e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void interruptStart(Random random) throws Exception {
    Calls.interrupted(
        random.nextInt(MOST_MILLIS),
        () -> {
          try {
            Mixture.builder(1 + random.nextInt(2)).build().close();
          } catch (CallInterruptedException e) {
            if (!Thread.interrupted()) {
              judge.breach("interrupt a start: the interrupt flag is not set");
            }
          } catch (WorkerStartException e) {
            checkStartFailure(e);
          }
        });
  }

  /**
   * Opens a pool, has it used and closed, and sees that no worker of it is left.
   *
   * @return false if it could not be opened, for its workers were hit
   */
  private boolean live(Random random, int maxTasks, Consumer<ProcessPool> life) {
    ProcessPool pool;
    try {
      pool = builder(random).maxTasksPerChild(maxTasks).build();
    } catch (WorkerStartException e) {
      checkStartFailure(e);
      return false;
    }
    String workers = pool.toString().split(":")[0] + "-worker-";
    try {
      life.accept(pool);
    } catch (RuntimeException e) {
      pool.terminate();
      throw e;
    }
    for (ProcessHandle child : Children.all()) {
      if (Children.nameOf(child).orElse("").startsWith(workers)) {
        judge.breach("a closed pool has left " + child.info().commandLine());
      }
    }
    return true;
  }

  /** Some of them end workers that have nothing to do. */
  private static ProcessPoolBuilder builder(Random random) {
    ProcessPoolBuilder builder = Mixture.builder(1 + random.nextInt(MOST_WORKERS));
    return random.nextBoolean() ? builder : builder.idleTimeout(IDLE);
  }

  private void checkStartFailure(WorkerStartException failure) {
    boolean isOfHit =
        saboteur.hits().stream().anyMatch(hit -> failure.getMessage().contains(hit.worker()));
    if (!isOfHit) {
      judge.breach("a pool cannot be started: " + failure);
    }
  }
}
