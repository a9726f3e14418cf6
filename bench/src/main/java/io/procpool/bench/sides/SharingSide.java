package io.procpool.bench.sides;

import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.sharing.Connection;
import io.procpool.sharing.Pipe;
import io.procpool.sharing.SharedBarrier;
import io.procpool.sharing.SharedLock;
import io.procpool.sharing.SharedQueue;
import io.procpool.sharing.SharedSemaphore;
import io.procpool.sharing.manager.Manager;
import io.procpool.task.TaskRunnable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * procpool's side of what two processes share: this one, and a worker with the JVM flags that are
 * its arguments. {@code sharers.py} is Python's, with the same questions.
 *
 * <pre>
 *   pair COUNT        a lock and an unlock, which nobody else wants: nanoseconds of one
 *   contend COUNT     the same, while the other process does the same
 *   handoff COUNT     a turn to the other process and back, by two semaphores
 *   barrier COUNT     both meet
 *   queue COUNT       small items from the other process to this one: nanoseconds of one
 *   pipe COUNT        messages of 1 MB from the other process to this one: nanoseconds of one
 *   dict COUNT        a put or a get of a manager's dict
 * </pre>
 */
public final class SharingSide {

  private static final int MEGABYTE = 1_000_000;

  private final ProcessPool pool;

  /** What is measured, as all that follows. */
  private final SharedLock lock = SharedLock.create();

  private final SharedSemaphore there = SharedSemaphore.create(0);
  private final SharedSemaphore back = SharedSemaphore.create(0);
  private final SharedBarrier barrier = SharedBarrier.create(2);
  private final SharedQueue<Integer> queue = SharedQueue.create();
  private final Map<Integer, Integer> dict;

  private SharingSide(ProcessPool pool, Manager manager) {
    this.pool = pool;
    this.dict = manager.dict();
  }

  public static void main(String[] flags) throws Exception {
    ProcessPoolBuilder builder = ProcessPool.builder().processes(1).jvmArgs(flags);
    try (ProcessPool pool = builder.build();
        Manager manager = Manager.start()) {
      Questions.answer(new SharingSide(pool, manager)::answer);
    }
  }

  private String answer(List<String> words) throws Exception {
    int count = Integer.parseInt(words.get(1));
    return switch (words.get(0)) {
      case "pair" -> "" + timed(count, this::pairs);
      case "contend" -> "" + both(count, lockOf(lock, count), this::pairs);
      case "handoff" -> "" + both(count, echo(there, back, count), this::turns);
      case "barrier" -> "" + both(count, meetings(barrier, count), this::meet);
      case "dict" -> "" + timed(count, this::puttingAndGetting);
      case "pipe" -> "" + pipe(count);
      case "queue" -> "" + both(count, puts(queue, count), this::takes);
      default -> throw Questions.unknown(words);
    };
  }

  /** The other begins first, and is there when both have met. */
  private double both(int count, TaskRunnable other, Part ours) throws Exception {
    SharedBarrier start = barrier;
    Future<?> running =
        pool.submit(
            () -> {
              start.await();
              other.run();
            });
    barrier.await();
    double nanos = timed(count, ours);
    running.get();
    return nanos;
  }

  private static double timed(int count, Part part) throws Exception {
    long start = System.nanoTime();
    part.run(count);
    return (System.nanoTime() - start) / (double) count;
  }

  private void pairs(int count) {
    for (int i = 0; i < count; i++) {
      lock.lock();
      lock.unlock();
    }
  }

  private static TaskRunnable lockOf(SharedLock lock, int count) {
    return () -> {
      for (int i = 0; i < count; i++) {
        lock.lock();
        lock.unlock();
      }
    };
  }

  private void puttingAndGetting(int count) {
    for (int i = 0; i < count / 2; i++) {
      dict.put(i & 127, i);
      if (dict.get(i & 127) != i) {
        throw new IllegalStateException("it is not there");
      }
    }
  }

  private void turns(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      there.release();
      back.acquire();
    }
  }

  private static TaskRunnable echo(SharedSemaphore there, SharedSemaphore back, int count) {
    return () -> {
      for (int i = 0; i < count; i++) {
        there.acquire();
        back.release();
      }
    };
  }

  private void meet(int count) throws Exception {
    meetings(barrier, count).run();
  }

  private static TaskRunnable meetings(SharedBarrier barrier, int count) {
    return () -> {
      for (int i = 0; i < count; i++) {
        barrier.await();
      }
    };
  }

  private void takes(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      int item = queue.take();
      if (item != i) {
        throw new IllegalStateException(item + " came in place of " + i);
      }
    }
  }

  private static TaskRunnable puts(SharedQueue<Integer> queue, int count) {
    return () -> {
      for (int i = 0; i < count; i++) {
        queue.put(i);
      }
    };
  }

  private double pipe(int count) throws Exception {
    Pipe pipe = Pipe.create(false);
    try (Connection end = pipe.first()) {
      return both(count, sends(pipe.second(), count), messages -> receives(end, messages));
    }
  }

  private static void receives(Connection end, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      if (end.receiveBytes().length != MEGABYTE) {
        throw new IllegalStateException("a message has lost something");
      }
    }
  }

  private static TaskRunnable sends(Connection end, int count) {
    return () -> {
      byte[] message = new byte[MEGABYTE];
      for (int i = 0; i < count; i++) {
        end.sendBytes(message);
      }
      end.close();
    };
  }

  /** What this process does. */
  private interface Part {

    void run(int count) throws Exception;
  }
}
