package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.ProcessPool;
import io.procpool.SerializationException;
import io.procpool.WorkerDiedException;
import io.procpool.it.Eventually;
import io.procpool.sharing.SharedEvent;
import io.procpool.sharing.SharedJoinableQueue;
import io.procpool.sharing.SharedLong;
import io.procpool.sharing.SharedQueue;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queues between processes. */
class QueueIT {

  private static final int LIMIT_SECONDS = 60;
  private static final int SIX = 6;
  private static final int PRODUCERS = 4;
  private static final int EACH = 10_000;
  private static final int LARGE = 10_000_000;

  /** S90. */
  @Test
  void aBoundOfSixIsKeptBetweenProcesses() throws Exception {
    try (SharedQueue<Integer> queue = SharedQueue.create(SIX);
        ProcessPool pool = ProcessPool.create(2)) {
      String put =
          get(
              pool.applyAsync(
                  () -> {
                    for (int i = 0; i < SIX; i++) {
                      queue.put(i);
                    }
                    boolean isPutAtOnce = queue.offer(SIX);
                    long start = System.nanoTime();
                    boolean isPutLater = queue.offer(SIX, 200, TimeUnit.MILLISECONDS);
                    long nanos = System.nanoTime() - start;
                    return isPutAtOnce + " " + isPutLater + " " + (nanos >= 200_000_000);
                  }));
      assertThat(put).isEqualTo("false false true");
      assertThat(queue.remainingCapacity()).isZero();
      List<Integer> got =
          get(
              pool.applyAsync(
                  () -> {
                    List<Integer> items = new ArrayList<>();
                    for (int i = 0; i < SIX; i++) {
                      items.add(queue.take());
                    }
                    return items;
                  }));
      assertThat(got).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(queue).isEmpty();
      assertThat(queue.poll()).isNull();
    }
  }

  /** S90. */
  @Test
  void eachProducersItemsStayInTheirOrder() throws Exception {
    try (SharedQueue<long[]> queue = SharedQueue.create(1_000);
        ProcessPool pool = ProcessPool.create(PRODUCERS)) {
      CompletableFuture<?> producers =
          pool.mapAsync(
              producer -> {
                for (int i = 0; i < EACH; i++) {
                  queue.put(new long[] {producer, i});
                }
                return null;
              },
              IntStream.range(0, PRODUCERS).boxed().toList());
      long[] next = new long[PRODUCERS];
      for (int i = 0; i < PRODUCERS * EACH; i++) {
        long[] item = queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(item[1]).isEqualTo(next[(int) item[0]]++);
      }
      get(producers);
      assertThat(queue).isEmpty();
    }
  }

  @Test
  void anItemThatCannotCrossFailsInThePutter() throws Exception {
    try (SharedQueue<Object> queue = SharedQueue.create();
        ProcessPool pool = ProcessPool.create(1)) {
      CompletableFuture<?> putter =
          pool.applyAsync(
              () -> {
                queue.put("first");
                try (ServerSocket socket = new ServerSocket()) {
                  queue.put(new Config(socket));
                }
                return null;
              });
      assertThatThrownBy(() -> get(putter))
          .cause()
          .cause()
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("connection")
          .hasMessageContaining("java.net.ServerSocket is not serializable");
      assertThat(queue).containsExactly("first");
    }
  }

  @Test
  void whatWasPutIsThereThoughItsProcessHasEndedAtOnce() throws Exception {
    try (SharedQueue<Object> queue = SharedQueue.create();
        ProcessPool pool = ProcessPool.create(1)) {
      CompletableFuture<?> halted =
          pool.applyAsync(
              () -> {
                for (int i = 0; i < EACH; i++) {
                  queue.put("item " + i);
                }
                queue.put(new byte[LARGE]);
                queue.put("last");
                Runtime.getRuntime().halt(0);
                return null;
              });
      assertThatThrownBy(() -> get(halted)).hasCauseInstanceOf(WorkerDiedException.class);
      for (int i = 0; i < EACH; i++) {
        assertThat(queue.poll()).isEqualTo("item " + i);
      }
      assertThat((byte[]) queue.poll()).hasSize(LARGE);
      assertThat(queue.poll()).isEqualTo("last");
      assertThat(queue.poll()).isNull();
    }
  }

  /** Python's would wait for ever until somebody takes what it has put. */
  @Test
  void aProducerEndsBeforeAnythingIsTaken() throws Exception {
    try (SharedQueue<Object> queue = SharedQueue.create()) {
      try (ProcessPool pool = ProcessPool.create(1)) {
        get(
            pool.applyAsync(
                () -> {
                  for (int i = 0; i < 100 * EACH; i++) {
                    queue.put(i);
                  }
                  return null;
                }));
      }
      for (int i = 0; i < 100 * EACH; i++) {
        assertThat((int) queue.poll()).isEqualTo(i);
      }
    }
  }

  @Test
  void joinWaitsForWhatOtherProcessesDo() throws Exception {
    try (SharedJoinableQueue<Integer> queue = SharedJoinableQueue.create();
        SharedLong sum = SharedLong.create(0);
        ProcessPool pool = ProcessPool.create(PRODUCERS)) {
      CompletableFuture<?> workers =
          pool.mapAsync(
              worker -> {
                for (int item = queue.take(); item >= 0; item = queue.take()) {
                  sum.addAndGet(item);
                  queue.taskDone();
                }
                queue.taskDone();
                return null;
              },
              IntStream.range(0, PRODUCERS).boxed().toList());
      IntStream.rangeClosed(1, 10).forEach(queue::add);
      assertThat(queue.join(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(sum.get()).isEqualTo(55);
      IntStream.range(0, PRODUCERS).forEach(worker -> queue.add(-1));
      get(workers);
      assertThat(queue.join(0, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void whoWaitsElsewhereIsToldThatItIsClosed() throws Exception {
    SharedQueue<Object> queue = SharedQueue.create();
    try (SharedEvent isAtIt = SharedEvent.create();
        ProcessPool pool = ProcessPool.create(1)) {
      CompletableFuture<?> taker =
          pool.applyAsync(
              () -> {
                isAtIt.set();
                return queue.take();
              });
      isAtIt.await(LIMIT_SECONDS, TimeUnit.SECONDS);
      queue.close();
      assertThatThrownBy(() -> get(taker))
          .cause()
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void itEndsWithItsCreatorThoughOthersHaveMadeItGrow() throws Exception {
    try (SharedQueue<SharedQueue<Object>> introduction = SharedQueue.create();
        ProcessPool pool = ProcessPool.create(1);
        Victim creator = new Victim(pool, () -> introduction.offer(SharedQueue.create()))) {
      creator.pid();
      SharedQueue<Object> queue = introduction.take();
      for (int i = 0; i < 10 * EACH; i++) {
        queue.put(i);
      }
      queue.put(new byte[LARGE]);
      queue.clear();
      creator.kill();
      assertThatThrownBy(() -> queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has ended");
      Eventually.eventually("it is known here too", queue::isClosed);
      queue.close();
    }
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  record Config(ServerSocket connection) {}
}
