package io.procpool.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.Retries;
import io.procpool.Retries.Failure;
import io.procpool.TaskFailedException;
import io.procpool.TaskOptions;
import io.procpool.WorkerDiedException;
import io.procpool.codec.ThrowableForm;
import io.procpool.internal.dispatch.ScriptedWorkers.Scripted;
import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.StatusPage.Kept;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecoveryTest extends DispatcherFixture {

  @Test
  void whatAWorkerHadNotSentIsTakenFromItsJournal() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 5));
    Frame run = runOf(worker);
    worker.answer(run, 0, 1);
    worker.start(run, 3);
    worker.journal =
        List.of(
            new Kept(0, ScriptedWorkers.done(run, 0, 1)), // had been sent
            new Kept(1, ScriptedWorkers.done(run, 1, 1)),
            new Kept(2, ScriptedWorkers.done(run, 2, 1)));
    worker.exit(137);

    Scripted replacement = workers.next().greet();
    Frame rest = runOf(replacement);
    assertThat(ScriptedWorkers.firstOf(rest)).isEqualTo(4);
    replacement.answer(rest, 0, 1);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.get(3L)).isInstanceOf(WorkerDiedException.class);
    assertThat(sink.outcomes.values()).filteredOn("value"::equals).hasSize(4);
  }

  @Test
  void aWorkerThatEndedWithItsTaskDoneFailsNothing() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 1));
    Frame run = runOf(worker);
    worker.start(run, 0);
    worker.journal = List.of(new Kept(0, ScriptedWorkers.done(run, 0, 1)));
    worker.exit(137);

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).containsEntry(0L, "value");
    workers.next();
  }

  @Test
  void whatWaitedIsNotBlamedForDeathsUnderAnother() throws Exception {
    start(1, Integer.MAX_VALUE);
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 1, 1, 1, 1, 1, 1);
    endInput(job);
    for (int death = 0; death < 5; death++) {
      Scripted worker = workers.next().greet();
      worker.start(runOf(worker), 0);
      worker.next(FrameType.RUN);
      worker.exit(137);
    }

    Scripted last = workers.next().greet();
    last.answer(runOf(last), 0, 1);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.values()).filteredOn("value"::equals).hasSize(1);
    assertThat(sink.outcomes.values())
        .filteredOn(WorkerDiedException.class::isInstance)
        .hasSize(5)
        .allMatch(death -> death.toString().contains("while it ran"));
  }

  @Test
  void aCrashIsAnAttemptAndTheLastOneHasAllCauses() throws Exception {
    options = TaskOptions.DEFAULT.withRetries(Retries.of(2));
    start(1, Integer.MAX_VALUE);
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 1));
    for (int exitCode : List.of(3, 4, 5)) {
      Scripted worker = workers.next().greet();
      worker.start(runOf(worker), 0);
      worker.exit(exitCode);
    }

    sink.end.get(30, TimeUnit.SECONDS);
    WorkerDiedException last = (WorkerDiedException) sink.outcomes.get(0L);
    assertThat(last).hasMessageContaining("exit code 5").hasMessageContaining("tried 3 times");
    assertThat(last.getSuppressed()[0]).hasMessageContaining("exit code 3");
    assertThat(last.getSuppressed()[1]).hasMessageContaining("exit code 4");
    workers.next();
  }

  @Test
  void ofAFrameOnlyTheTaskThatFailedIsTriedAgain() throws Exception {
    options = TaskOptions.DEFAULT.withRetries(Retries.of(1));
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 2));
    Frame run = runOf(worker);
    worker.tell(done(run, 0, new IOException("x"), null));

    Frame again = worker.next(FrameType.RUN);
    assertThat(ScriptedWorkers.firstOf(again)).isZero();
    assertThat(ScriptedWorkers.tasksOf(again)).isEqualTo(1);
    worker.answer(again, 0, 1);

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.values()).hasSize(2).containsOnly("value");
  }

  @Test
  void anExceptionIsTriedAgainIfItIsOneOfThoseAskedForOrOfASubclass() throws Exception {
    options = TaskOptions.DEFAULT.withRetries(Retries.of(1).onExceptions(IOException.class));
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 2));
    Frame run = runOf(worker);
    worker.tell(done(run, 0, new FileNotFoundException("x"), new IllegalStateException("y")));

    Frame again = worker.next(FrameType.RUN);
    assertThat(ScriptedWorkers.firstOf(again)).isZero();
    worker.answer(again, 0, 1);

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.get(0L)).isEqualTo("value");
    assertThat(sink.outcomes.get(1L))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            failed -> assertThat(failed.getCause()).isInstanceOf(IllegalStateException.class));
  }

  @Test
  void aKindOfFailureThatWasNotAskedForIsNotTriedAgain() throws Exception {
    options = TaskOptions.DEFAULT.withRetries(Retries.of(5).on(Failure.WORKER_DIED));
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 1));
    worker.tell(done(runOf(worker), 0, new IOException("x")));

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.get(0L)).isInstanceOf(TaskFailedException.class);
  }

  @Test
  void aWorkerThatAsksToBeReplacedIs() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 3));
    Frame run = runOf(worker);
    worker.answer(run, 0, 1);
    worker.tell(Frame.of(FrameType.RETIRE, 0));
    worker.answerRecall(worker.next(FrameType.RECALL), 1);
    worker.next(FrameType.STOP);
    worker.exit(0);

    Scripted replacement = workers.next().greet();
    replacement.answer(runOf(replacement), 0, 2);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.values()).hasSize(3).containsOnly("value");
  }

  @Test
  void aWorkerThatHoldsTooMuchMemoryIsReplacedBehindItsTask() throws Exception {
    maxResidentBytes = 1000;
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    worker.residentBytes = 1001;
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 2));
    Frame run = runOf(worker);
    worker.answer(run, 0, 1);

    worker.answerRecall(worker.next(FrameType.RECALL), 1);
    worker.next(FrameType.STOP);
    worker.exit(0);

    Scripted replacement = workers.next().greet();
    replacement.answer(runOf(replacement), 0, 1);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.values()).hasSize(2).containsOnly("value");
  }

  @Test
  void aDrainedJobEndsBehindWhatRuns() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 3, 1, 1, 1);
    Frame running = runOf(worker);
    Frame waiting = worker.next(FrameType.RUN);

    dispatcher.post(() -> dispatcher.onDrain(job));
    worker.answerRecall(worker.next(FrameType.RECALL), 0);
    assertThat(waiting.id()).isGreaterThan(running.id());
    worker.answerRecall(worker.next(FrameType.RECALL), 1);
    worker.answer(running, 0, 1);

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).hasSize(1).containsEntry(0L, "value");
  }

  @Test
  void aTaskThatFailedBeforeADrainIsToldThoughItWouldHaveBeenTriedAgain() throws Exception {
    options =
        TaskOptions.DEFAULT.withRetries(
            Retries.of(1).withBackoff(Duration.ofHours(1), Duration.ofHours(1)));
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 2);
    worker.tell(done(runOf(worker), 0, new IOException("x"), null));

    dispatcher.post(() -> dispatcher.onDrain(job));

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.get(0L)).isInstanceOf(TaskFailedException.class);
    assertThat(sink.outcomes.get(1L)).isEqualTo("value");
  }

  @Test
  void whatASlowInputHasGivenIsNotStartedForACancelledJob() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    Job job = job(new RecordingSink(), 1);
    Frame running = runOf(worker);
    OpenChunk<Object> slow = new OpenChunk<>(job, 1, encoder(job), dispatcher, 0);
    slow.expect(100);
    slow.add("one");

    dispatcher.post(() -> dispatcher.onCancel(job, false));
    worker.next(FrameType.RECALL);
    worker.answer(running, 0, 1);
    worker.next(FrameType.FORGET);

    RecordingSink other = new RecordingSink();
    endInput(job(other, 1));
    Frame next = runOf(worker);
    worker.answer(next, 0, 1);
    other.end.get(30, TimeUnit.SECONDS);
    worker.next(FrameType.FORGET);
    assertThat(frameBehindAll(worker)).isNull();
  }

  @Test
  void aWorkerThatIsEndingByItselfIsGivenNothing() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted ending = workers.next().greet();
    ending.tell(Frame.of(FrameType.ENDING, 0));
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 1));
    assertThat(frameBehindAll(ending)).isNull();
    ending.exit(3);

    Scripted replacement = workers.next().greet();
    replacement.answer(runOf(replacement), 0, 1);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).containsEntry(0L, "value");
  }

  @Test
  void aSmallerPoolLetsItsWorkersFinishAndALargerOneStartsMore() throws Exception {
    start(2, Integer.MAX_VALUE);
    Scripted kept = workers.next().greet();
    Scripted surplus = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 1, 1));
    Frame ofKept = runOf(kept);
    Frame ofSurplus = runOf(surplus);

    dispatcher.post(() -> dispatcher.onResize(1));
    surplus.next(FrameType.RECALL);
    surplus.next(FrameType.STOP);
    surplus.answer(ofSurplus, 0, 1);
    surplus.exit(0);
    allEventsHaveRun();
    assertThat(workers.started).isEmpty();

    dispatcher.post(() -> dispatcher.onResize(3));
    workers.next();
    workers.next();
    kept.answer(ofKept, 0, 1);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.values()).hasSize(2).containsOnly("value");
  }

  /** Outcomes of a chunk's tasks: what each threw, or {@code null} for a value. */
  private static Frame done(Frame run, int firstTask, Throwable... thrown) {
    PayloadWriter payload = new PayloadWriter(64);
    DonePayload.begin(payload, firstTask);
    for (Throwable each : thrown) {
      PayloadWriter outcome = new PayloadWriter(64);
      if (each == null) {
        outcome.write(3); // the codec's null
      } else {
        ThrowableForm.encode(each, outcome);
      }
      payload.write((each == null ? OutcomeKind.VALUE : OutcomeKind.THROWN).code());
      payload.writeLength(outcome.size());
      payload.write(outcome.bytes(), 0, outcome.size());
    }
    int failed = (int) Arrays.stream(thrown).filter(Objects::nonNull).count();
    DonePayload.finish(payload, thrown.length, failed, 1);
    return new Frame(FrameType.DONE, run.id(), payload.toByteArray());
  }
}
