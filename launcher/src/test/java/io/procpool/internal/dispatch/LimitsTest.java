package io.procpool.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.JobTimeoutException;
import io.procpool.Retries;
import io.procpool.TaskOptions;
import io.procpool.TaskTimeoutException;
import io.procpool.codec.ThrowableForm;
import io.procpool.internal.dispatch.ScriptedWorkers.Scripted;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.InterruptPayload;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.StatusPage;
import io.procpool.protocol.StatusPage.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LimitsTest extends DispatcherFixture {

  private static final Duration LIMIT = Duration.ofMillis(20);

  @Test
  void aTaskOverItsLimitIsInterruptedAndItsWorkerReplacedAndTheRestRunsElsewhere()
      throws Exception {
    options = TaskOptions.DEFAULT.withTaskTimeout(LIMIT);
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 4);
    endInput(job);
    Frame run = runOf(worker);
    worker.answer(run, 0, 1);
    worker.start(run, 1);

    Frame recall = worker.next(FrameType.RECALL);
    worker.next(FrameType.STOP);
    Frame interrupt = worker.next(FrameType.INTERRUPT);
    assertThat(InterruptPayload.task(interrupt)).isEqualTo(1);
    worker.answerRecall(recall, 2);
    worker.tell(interrupted(run, 1));
    worker.answer(run, 1, OutcomeKind.INTERRUPTED);
    worker.exit(0);

    Scripted replacement = workers.next().greet();
    Frame rest = runOf(replacement);
    assertThat(ScriptedWorkers.firstOf(rest)).isEqualTo(2);
    replacement.answer(rest, 0, 2);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.get(1L))
        .isInstanceOfSatisfying(
            TaskTimeoutException.class,
            late -> {
              assertThat(late.limit()).isEqualTo(LIMIT);
              assertThat(late).hasMessageContaining("Task 1 ran for longer than PT0.02S");
              assertThat(late.getCause().getStackTrace()[0].getMethodName()).isEqualTo("stuck");
            });
    assertThat(sink.outcomes.values()).filteredOn("value"::equals).hasSize(3);
  }

  @Test
  void aTaskThatDoesNotEndWithinItsGraceIsKilledWithItsWorker() throws Exception {
    options = TaskOptions.DEFAULT.withTaskTimeout(LIMIT);
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 1));
    worker.start(runOf(worker), 0);

    assertThat(worker.kills.poll(30, TimeUnit.SECONDS)).isTrue();

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.get(0L))
        .isInstanceOf(TaskTimeoutException.class)
        .asString()
        .contains("was killed with its worker", "where it was is not known");
    workers.next();
  }

  @Test
  void aTasksTimeBeginsWithItsOwnStart() throws Exception {
    options = TaskOptions.DEFAULT.withTaskTimeout(LIMIT);
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 20));
    Frame run = runOf(worker);
    long begin = System.nanoTime();
    worker.lastStarted = Optional.of(new Status(run.id(), 7, begin + TimeUnit.HOURS.toNanos(1), 0));

    while (System.nanoTime() - begin < 5 * LIMIT.toNanos()) {
      allEventsHaveRun();
    }
    assertThat(worker.frames).isEmpty();
    worker.lastStarted = Optional.of(new Status(run.id(), 7, begin, 0));

    worker.next(FrameType.RECALL);
    worker.next(FrameType.STOP);
    assertThat(InterruptPayload.task(worker.next(FrameType.INTERRUPT))).isEqualTo(7);
  }

  @Test
  void withoutAStatusPageTheFirstTaskThatHasNotEndedIsTheOneThatRuns() throws Exception {
    options = TaskOptions.DEFAULT.withTaskTimeout(LIMIT);
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    worker.lastStarted = Optional.empty();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 3));
    Frame run = runOf(worker);
    worker.answer(run, 0, 1);

    worker.answerRecall(worker.next(FrameType.RECALL), 2);
    assertThat(worker.kills.poll(30, TimeUnit.SECONDS)).isTrue();

    Scripted replacement = workers.next().greet();
    replacement.answer(runOf(replacement), 0, 1);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.get(1L)).isInstanceOf(TaskTimeoutException.class);
    assertThat(sink.outcomes.get(2L)).isEqualTo("value");
  }

  @Test
  void aWorkerThatStartsNoneOfItsTasksIsKilledAndTheyRunElsewhere() throws Exception {
    options = TaskOptions.DEFAULT.withTaskTimeout(LIMIT);
    start(1, Integer.MAX_VALUE);
    Scripted stopped = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 3));
    runOf(stopped);

    assertThat(stopped.kills.poll(30, TimeUnit.SECONDS)).isTrue();

    Scripted replacement = workers.next().greet();
    replacement.answer(runOf(replacement), 0, 3);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.values()).hasSize(3).containsOnly("value");
  }

  @Test
  void aShortLimitIsHeldThoughALongerOneCameBefore() throws Exception {
    options = TaskOptions.DEFAULT.withTaskTimeout(Duration.ofHours(1));
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink patient = new RecordingSink();
    endInput(job(patient, 1));
    Frame first = runOf(worker);
    worker.answer(first, 0, 1);
    patient.end.get(30, TimeUnit.SECONDS);
    options = TaskOptions.DEFAULT.withTaskTimeout(LIMIT);

    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 1));
    worker.next(FrameType.FORGET);
    worker.start(runOf(worker), 0);

    assertThat(worker.kills.poll(30, TimeUnit.SECONDS)).isTrue();
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.get(0L)).isInstanceOf(TaskTimeoutException.class);
  }

  @Test
  void aTaskWhoseOutcomeIsBeingSentIsNotOverItsLimit() throws Exception {
    options = TaskOptions.DEFAULT.withTaskTimeout(Duration.ofMillis(500));
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 1));
    Frame run = runOf(worker);
    worker.lastStarted = Optional.of(new Status(run.id(), 0, StatusPage.ENDED, 0));

    long begin = System.nanoTime();
    while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(600)) {
      allEventsHaveRun();
    }
    worker.answer(run, 0, 1);

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).containsEntry(0L, "value");
    assertThat(worker.kills).isEmpty();
  }

  @Test
  void aWorkerThatKeepsACancelledTaskAndDoesNothingIsKilled() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted stopped = workers.next().greet();
    Job job = job(new RecordingSink(), 1);
    runOf(stopped);

    dispatcher.post(() -> dispatcher.onCancel(job, true));

    assertThat(stopped.kills.poll(30, TimeUnit.SECONDS)).isTrue();
    workers.next();
  }

  @Test
  void aRetryFindsAWorkerThoughAllWereIdle() throws Exception {
    idleTimeout = Duration.ofSeconds(10);
    options = TaskOptions.DEFAULT.withRetries(Retries.of(1));
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 1));
    worker.start(runOf(worker), 0);
    worker.exit(3);

    Scripted next = workers.next().greet();
    next.answer(runOf(next), 0, 1);

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).containsEntry(0L, "value");
  }

  @Test
  void aTaskThatWaitsForTooLongIsNeverStarted() throws Exception {
    options = TaskOptions.DEFAULT.withQueueTimeout(Duration.ofMillis(500));
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 2, 1, 1));
    Frame running = runOf(worker);
    worker.start(running, 0);
    Frame waiting = worker.next(FrameType.RUN);

    assertThat(waiting.id()).isGreaterThan(running.id());
    for (int recalls = 0; recalls < 2; recalls++) { // which is first to be too late, is first
      Frame recall = worker.next(FrameType.RECALL);
      worker.answerRecall(recall, recall.id() == running.id() ? 1 : 0);
    }
    worker.answer(running, 0, 1);

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.get(0L)).isEqualTo("value");
    for (long expired = 1; expired < 4; expired++) {
      assertThat(sink.outcomes.get(expired))
          .isInstanceOf(TaskTimeoutException.class)
          .asString()
          .contains("was not started");
    }
  }

  @Test
  void aJobOverItsLimitIsLostAndWhatRunsOfItIsStopped() throws Exception {
    options = TaskOptions.DEFAULT.withJobTimeout(LIMIT);
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    job(sink, 2);
    Frame running = runOf(worker);

    assertThatThrownBy(() -> sink.end.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(JobTimeoutException.class);
    worker.answerRecall(worker.next(FrameType.RECALL), 1);
    Frame interrupt = worker.next(FrameType.INTERRUPT);
    assertThat(interrupt.id()).isEqualTo(running.id());
    assertThat(InterruptPayload.task(interrupt)).isEqualTo(InterruptPayload.ANY_TASK);
    worker.answer(running, 0, OutcomeKind.INTERRUPTED);
    worker.next(FrameType.FORGET);
    assertThat(worker.kills).isEmpty();
  }

  @Test
  void aCancelledTaskThatDoesNotEndIsKilledWithItsWorker() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    Job job = job(new RecordingSink(), 1);
    worker.start(runOf(worker), 0);

    dispatcher.post(() -> dispatcher.onCancel(job, true));
    worker.next(FrameType.RECALL);
    worker.next(FrameType.INTERRUPT);

    assertThat(worker.kills.poll(30, TimeUnit.SECONDS)).isTrue();
    workers.next();
  }

  @Test
  void anIdleWorkerIsEndedAndAnotherStartedWhenThereIsWork() throws Exception {
    idleTimeout = LIMIT;
    start(1, Integer.MAX_VALUE);
    Scripted idle = workers.next().greet();
    idle.next(FrameType.STOP);
    idle.exit(0);
    allEventsHaveRun();
    assertThat(workers.started).isEmpty();

    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 1));

    Scripted next = workers.next().greet();
    next.answer(runOf(next), 0, 1);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).containsEntry(0L, "value");
  }

  private static Frame interrupted(Frame run, int task) {
    PayloadWriter payload = new PayloadWriter(64);
    payload.writeInt(task);
    StackTraceElement[] stack = {new StackTraceElement("a.B", "stuck", "B.java", 7)};
    ThrowableForm.encodePlace("its thread", stack, payload);
    return new Frame(FrameType.INTERRUPTED, run.id(), payload.toByteArray());
  }
}
