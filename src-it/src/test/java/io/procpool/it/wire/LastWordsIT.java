package io.procpool.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.WorkerDiedException;
import io.procpool.it.calls.Probes;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a worker writes last is in the message of its death, whatever the pool was doing to it. */
class LastWordsIT {

  private static final int DEATHS = 8;

  /** Enough for a slow stream to take longer than a reader may go on without a step. */
  private static final int LINES = 30;

  private final Sink sink = new Sink();

  /** Of large items some are still being written to the worker when it dies. */
  @ParameterizedTest
  @CsvSource({"THROUGH_SHELL, 10", "THROUGH_SHELL, 3000000", "DIRECT, 3000000"})
  void aWorkerIsHeardToItsEnd(Link link, int itemLength) {
    try (ProcessPool pool =
            link.build(ProcessPool.builder().processes(1).output(sink.stream(), sink.stream()));
        Results<Integer> results =
            pool.imap(
                LastWordsIT::die,
                Collections.nCopies(DEATHS, new byte[itemLength]),
                MapOptions.DEFAULT.withChunkSize(1))) {
      Iterator<Integer> outcomes = results.iterator();
      for (int left = DEATHS; left > 0; left--) {
        assertThat(deathIn(outcomes)).hasMessageContainingAll("exit code 3", "my last words");
      }
    }
  }

  /** The reader is still printing when the worker has long been gone. */
  @Test
  void whatWasDoneBeforeADeathCountsHoweverSlowlyItsLinesComeOut() {
    try (ProcessPool pool =
            ProcessPool.builder().processes(1).output(new SlowStream(), sink.stream()).build();
        Results<Integer> results =
            pool.imap(
                LastWordsIT::printAndDieAtLast,
                Probes.range(1, LINES + 1),
                MapOptions.DEFAULT.withChunkSize(LINES))) {
      Iterator<Integer> outcomes = results.iterator();

      for (int number = 1; number < LINES; number++) {
        assertThat(outcomes.next()).isEqualTo(number);
      }
      assertThat(deathIn(outcomes)).hasMessageContaining("exit code 3");
    }
  }

  private static int printAndDieAtLast(int number) {
    System.out.println(number);
    if (number == LINES) {
      Runtime.getRuntime().halt(3);
    }
    return number;
  }

  private static WorkerDiedException deathIn(Iterator<Integer> outcomes) {
    try {
      throw new AssertionError("a task lived, and gave " + outcomes.next());
    } catch (WorkerDiedException e) {
      return e;
    }
  }

  private static int die(byte[] item) {
    System.err.println("my last words");
    Runtime.getRuntime().halt(3);
    return item.length;
  }

  /** A terminal at the end of a slow line: a line takes it 100 ms. */
  private static final class SlowStream extends PrintStream {

    SlowStream() {
      super(OutputStream.nullOutputStream(), true);
    }

    @Override
    public void println(String line) {
      LockSupport.parkNanos(100_000_000);
      super.println(line);
    }
  }
}
