package io.procpool.it.faults;

import static io.procpool.it.calls.Probes.meetingOfAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.ProcessPool;
import io.procpool.SerializationException;
import io.procpool.TaskFailedException;
import io.procpool.WorkerStartException;
import io.procpool.it.wire.Sink;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import io.procpool.testkit.Probes;
import io.procpool.testkit.Trap;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What throws fails alone, and its worker is unharmed. */
class ThrowIT {

  private static final String MESSAGE = "by the test";

  private static ProcessPool pool;

  @TempDir private Path folder;

  private Set<Long> pids;

  enum Thrown {
    CHECKED(Probes.fail(new Exception(MESSAGE))),
    UNCHECKED(Probes.fail(new IllegalStateException(MESSAGE))),
    ERROR(Probes.fail(new AssertionError(MESSAGE))),
    OVERFLOW(() -> overflow(0));

    final TaskCallable<?> action;

    Thrown(TaskCallable<?> action) {
      this.action = action;
    }

    String text() {
      return this == OVERFLOW ? "" : MESSAGE;
    }

    private static int overflow(int depth) {
      return 1 + overflow(depth + 1);
    }
  }

  @BeforeAll
  static void open() {
    pool = ProcessPool.create(2);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @BeforeEach
  void meetBefore() {
    pids = meetingOfAll(pool, folder, "before");
  }

  @AfterEach
  void theWorkersAreTheSame() {
    assertThat(Life.assertGoesOn(pool, folder)).isEqualTo(pids);
  }

  @ParameterizedTest
  @EnumSource
  void encodingACallIsRefusedWhereItIsMade(Thrown thrown) {
    TaskCallable<Object> call = Probes.give(Trap.encodedInPool(thrown.action));

    SerializationException refusal =
        catchThrowableOfType(SerializationException.class, () -> pool.applyAsync(call));

    assertThat(refusal).hasMessageContaining(thrown.text());
    assertThat(refusal.index()).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource
  void encodingAnItem(Thrown thrown) {
    Object outcome = Moment.outcomeBefore(pool, thrown.action);

    assertIsFailureOfTheMiddle(Outcomes.failure(SerializationException.class, outcome), thrown);
  }

  @ParameterizedTest
  @EnumSource
  void decodingAnItem(Thrown thrown) {
    Object outcome = Moment.DECODING.outcome(pool, thrown.action);

    assertIsFailureOfTheMiddle(Outcomes.failure(SerializationException.class, outcome), thrown);
  }

  @ParameterizedTest
  @EnumSource
  void decodingAFunctionFailsEachTaskOfItsJob(Thrown thrown) {
    Trap trap = Trap.decodedInWorker(thrown.action);
    TaskFunction<String, String> function = item -> item + trap;

    List<Object> outcomes = Outcomes.of(pool.imap(function, List.of("a", "b", "c")));

    assertThat(outcomes).hasSize(3);
    for (Object outcome : outcomes) {
      assertThat(Outcomes.failure(SerializationException.class, outcome))
          .hasMessageContaining("function")
          .hasMessageContaining(thrown.text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void running(Thrown thrown) {
    Object outcome = Moment.RUNNING.outcome(pool, thrown.action);

    TaskFailedException failure = Outcomes.failure(TaskFailedException.class, outcome);
    assertThat(failure.index()).isEqualTo(1);
    Class<?> type =
        switch (thrown) {
          case CHECKED -> Exception.class;
          case UNCHECKED -> IllegalStateException.class;
          case ERROR -> AssertionError.class;
          case OVERFLOW -> StackOverflowError.class;
        };
    assertThat(failure.getCause())
        .isExactlyInstanceOf(type)
        .hasMessage(thrown == Thrown.OVERFLOW ? null : MESSAGE);
  }

  @ParameterizedTest
  @EnumSource
  void encodingAResult(Thrown thrown) {
    Object outcome = Moment.ENCODING.outcome(pool, thrown.action);

    assertIsFailureOfTheMiddle(Outcomes.failure(SerializationException.class, outcome), thrown);
  }

  @ParameterizedTest
  @EnumSource
  void decodingAResultInThePool(Thrown thrown) {
    Object outcome = Moment.outcomeInPool(pool, thrown.action);

    assertIsFailureOfTheMiddle(Outcomes.failure(SerializationException.class, outcome), thrown);
  }

  @ParameterizedTest
  @EnumSource
  void decodingTheResultOfAFutureInThePool(Thrown thrown) throws Exception {
    TaskCallable<Object> task = Probes.give(Trap.decodedInPool(thrown.action));

    assertThat(Outcomes.failureOf(pool.applyAsync(task)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(thrown.text());
  }

  @Test
  void startingFailsThePoolWithWhatWasThrownAndWhatWasPrinted() {
    Sink sink = new Sink();

    WorkerStartException failure =
        Life.startFailure(
            ProcessPool.builder().output(sink.stream(), sink.stream()),
            () -> {
              System.err.println("the last line");
              return Probes.fail(new IllegalStateException(MESSAGE)).call();
            });

    assertThat(failure).hasMessageContaining(MESSAGE).hasMessageContaining("the last line");
    assertThat(failure.getCause())
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(MESSAGE);
  }

  private static void assertIsFailureOfTheMiddle(SerializationException failure, Thrown thrown) {
    assertThat(failure.index()).isEqualTo(1);
    assertThat(failure).hasMessageContaining(thrown.text());
  }
}
