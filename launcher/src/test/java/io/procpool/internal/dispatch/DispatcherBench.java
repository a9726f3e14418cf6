package io.procpool.internal.dispatch;

import io.procpool.ProcpoolException;
import io.procpool.internal.dispatch.ScriptedWorkers.Scripted;
import io.procpool.internal.engine.OutcomeSink;
import io.procpool.internal.engine.Outcomes;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The dispatcher's books: what a chunk costs from being handed in to being told, with two workers
 * that are no processes and answer at once. No frame is written and no value decoded.
 *
 * <pre>
 *   this thread   job, chunks --> post ----------+           answers --> onFrames --> told
 *   pool thread                                  +--> send --> (a queue) --^
 * </pre>
 *
 * <p>Among the tests, for nobody else sees the dispatcher; {@code bench/README.md} says how to run
 * it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DispatcherBench {

  private static final int CHUNKS = 1000;

  private final DispatcherFixture pool = new DispatcherFixture() {};
  private final int[] ofOneTask = new int[CHUNKS];
  private List<Scripted> workers;

  @Setup
  public void start() throws InterruptedException {
    Arrays.fill(ofOneTask, 1);
    pool.start(2, Integer.MAX_VALUE);
    workers = List.of(pool.workers.next().greet(), pool.workers.next().greet());
  }

  @TearDown
  public void stop() throws Exception {
    pool.everyPoolComesToItsEnd();
  }

  /** A job of many chunks, as from {@code map}: they come faster than they are done. */
  @Benchmark
  @OperationsPerInvocation(CHUNKS)
  public long chunks() {
    Told told = new Told();
    pool.endInput(pool.job(told, ofOneTask));
    return answerUntilEndOf(told);
  }

  /** A job of one chunk, as from {@code apply}: the pool thread is woken for each. */
  @Benchmark
  public long call() {
    Told told = new Told();
    Job job = pool.untold(told);
    Chunk chunk = new Chunk(job, 0, DispatcherFixture.payload(job.functionId, 0, 1), 1);
    pool.dispatcher.post(() -> pool.dispatcher.onCall(job, chunk));
    return answerUntilEndOf(told);
  }

  private long answerUntilEndOf(Told told) {
    while (!told.hasEnded) {
      for (Scripted worker : workers) {
        Frame frame = worker.frames.poll();
        if (frame != null && frame.type() == FrameType.RUN) {
          worker.answer(frame, 0, 1);
        }
      }
    }
    return told.batches;
  }

  /** Counts what it is told. */
  private static final class Told implements OutcomeSink<Object> {

    private long batches;

    /** Volatile: the pool thread may tell it, which is not the one that waits. */
    private volatile boolean hasEnded;

    @Override
    public void onOutcomes(Outcomes<Object> outcomes) {
      batches++;
    }

    @Override
    public void onEnd() {
      hasEnded = true;
    }

    @Override
    public void onLost(ProcpoolException cause) {
      throw cause;
    }
  }
}
