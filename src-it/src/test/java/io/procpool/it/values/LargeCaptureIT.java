package io.procpool.it.values;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.it.calls.Probes;
import io.procpool.task.TaskFunction;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function captures crosses once to each worker, not once for each chunk. */
class LargeCaptureIT {

  private static final int HUNDRED_MEGABYTES = 100_000_000;
  private static final MapOptions ONE_BY_ONE = MapOptions.DEFAULT.withChunkSize(1);

  @TempDir private Path folder;

  /** Counts in this JVM how often one of it has been made from bytes. */
  private static final class Counted implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final AtomicInteger READS = new AtomicInteger();

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      READS.incrementAndGet();
    }

    int reads() {
      return READS.get();
    }
  }

  private record Seen(long pid, int reads, int length) {}

  @Test
  void aHundredMegabytesCrossOncePerWorker() {
    byte[] data = new byte[HUNDRED_MEGABYTES];
    data[HUNDRED_MEGABYTES - 1] = 42;
    Counted counted = new Counted();
    TaskFunction<Integer, Seen> function =
        x -> new Seen(Probes.pid(), counted.reads(), data[HUNDRED_MEGABYTES - 1] + data.length);
    try (ProcessPool pool = ProcessPool.create(2)) {
      Set<Long> pids = Probes.meetingOfAll(pool, folder, "before");

      Set<Seen> seen = new HashSet<>(pool.map(function, range(0, 200), ONE_BY_ONE));

      assertThat(seen).extracting(Seen::reads).containsOnly(1);
      assertThat(seen).extracting(Seen::length).containsOnly(HUNDRED_MEGABYTES + 42);
      assertThat(pids).containsAll(seen.stream().map(Seen::pid).toList());
    }
  }

  @Test
  void anotherJobSendsItAgainAndOnlyOnce() {
    Counted counted = new Counted();
    try (ProcessPool pool = ProcessPool.create(1)) {
      List<Integer> first = pool.map(x -> counted.reads(), range(0, 10), ONE_BY_ONE);
      List<Integer> second = pool.map(x -> counted.reads(), range(0, 10), ONE_BY_ONE);

      assertThat(first).containsOnly(1);
      assertThat(second).containsOnly(2);
    }
  }
}
