package io.procpool.bench;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.ProcessPool;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Calls of a warm pool of two workers: what a task costs that does nothing. */
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PoolBench {

  /** Two workers, started before anything is measured. */
  @State(Scope.Benchmark)
  public static class TwoWorkers {

    private Pool pool;

    @Setup
    public void start() {
      pool = ProcessPool.create(2);
    }

    @TearDown
    public void stop() {
      pool.close();
    }
  }

  /** What is mapped, and in which chunks. */
  @State(Scope.Benchmark)
  public static class Items {

    private static final String ADAPTIVE = "default";

    @Param({"1000", "100000"})
    public int items;

    @Param({"1", "16", "256", ADAPTIVE})
    public String chunk;

    private List<Long> numbers;
    private MapOptions options;

    @Setup
    public void prepare() {
      numbers = LongStream.range(0, items).boxed().toList();
      options =
          chunk.equals(ADAPTIVE)
              ? MapOptions.DEFAULT
              : MapOptions.DEFAULT.withChunkSize(Integer.parseInt(chunk));
    }
  }

  /** There and back, one call at a time: the wake-ups of two processes, mostly. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public long apply(TwoWorkers workers) {
    return workers.pool.apply(x -> x * x, 7L);
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public List<Long> map(TwoWorkers workers, Items items) {
    return workers.pool.map(x -> x * x, items.numbers, items.options);
  }
}
