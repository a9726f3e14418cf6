package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.sharing.SharedIntArray;
import io.procpool.sharing.SharedLong;
import io.procpool.sharing.SharedQueue;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two processes put and two take, and one after the other is killed. Each item is there once and
 * whole, but for what was in the hands of the killed.
 */
class QueueStormIT {

  private static final int PROCESSES = 4;
  private static final int KILLS = 24;
  private static final int MOST_MILLIS = 100;
  private static final int MOST_ITEMS = 4_000_000;

  @ParameterizedTest
  @ValueSource(ints = {20, Integer.MAX_VALUE})
  void noItemIsTornLostOrDoubled(int capacity) throws Exception {
    try (Traffic traffic = new Traffic(capacity);
        Storm storm = new Storm(PROCESSES);
        ProcessPool pool = storm.pool()) {
      int kills =
          storm.run(
              pool,
              number -> {
                if (number % 2 == 0) {
                  traffic.put(storm);
                } else {
                  traffic.take(storm);
                }
                return null;
              },
              KILLS,
              MOST_MILLIS,
              capacity);
      assertThat(kills).isEqualTo(KILLS);
      traffic.takeRest();
      traffic.check(kills);
    }
  }

  /** What goes through the queue, and what became of it. */
  private static final class Traffic implements AutoCloseable, Serializable {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;
    private static final int LONGEST_OF_ALL = 10_000;

    private final SharedQueue<long[]> queue;
    private final SharedLong lastId = SharedLong.create(0);
    private final SharedIntArray isPut = SharedIntArray.create(MOST_ITEMS);
    private final SharedIntArray taken = SharedIntArray.create(MOST_ITEMS);
    private final SharedLong torn = SharedLong.create(0);

    Traffic(int capacity) {
      queue = SharedQueue.create(capacity);
    }

    void put(Storm storm) throws InterruptedException {
      while (storm.goesOn()) {
        long id = lastId.incrementAndGet();
        long[] item = item(id);
        boolean isIn = id >= MOST_ITEMS;
        while (!isIn && storm.goesOn()) {
          isIn = queue.offer(item, 1, TimeUnit.SECONDS);
          isPut.set((int) id, isIn ? 1 : 0);
        }
      }
    }

    void take(Storm storm) throws InterruptedException {
      while (storm.goesOn()) {
        note(queue.poll(1, TimeUnit.SECONDS));
      }
    }

    void takeRest() {
      for (long[] item = queue.poll(); item != null; item = queue.poll()) {
        note(item);
      }
      assertThat(queue).isEmpty();
    }

    void check(int kills) {
      int lost = 0;
      int unconfirmed = 0;
      int confirmed = 0;
      int doubled = 0;
      for (int id = 1; id < Math.min(MOST_ITEMS, lastId.get()); id++) {
        confirmed += isPut.get(id);
        lost += isPut.get(id) == 1 && taken.get(id) == 0 ? 1 : 0;
        unconfirmed += isPut.get(id) == 0 && taken.get(id) > 0 ? 1 : 0;
        doubled += taken.get(id) > 1 ? 1 : 0;
      }
      assertThat(torn.get()).as("torn").isZero();
      assertThat(doubled).as("doubled").isZero();
      assertThat(confirmed).as("confirmed").isPositive();
      assertThat(lost + unconfirmed).as("in the hands of the killed").isLessThanOrEqualTo(kills);
    }

    private void note(long[] item) {
      if (item == null) {
        return;
      }
      if (!Arrays.equals(item, item(item[0]))) {
        torn.incrementAndGet();
      }
      taken.getAndAdd((int) item[0], 1);
    }

    /** All of it follows from its number. */
    private static long[] item(long id) {
      Random random = new Random(id);
      int most = random.nextInt(200) == 0 ? LONGEST_OF_ALL : LONGEST;
      long[] item = random.longs(1 + random.nextInt(most)).toArray();
      item[0] = id;
      return item;
    }

    @Override
    public void close() {
      queue.close();
      lastId.close();
      isPut.close();
      taken.close();
      torn.close();
    }
  }
}
