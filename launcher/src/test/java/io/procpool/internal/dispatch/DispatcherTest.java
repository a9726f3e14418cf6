package io.procpool.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.PoolClosedException;
import io.procpool.SerializationException;
import io.procpool.TaskOptions;
import io.procpool.WorkerDiedException;
import io.procpool.WorkerStartException;
import io.procpool.internal.dispatch.ScriptedWorkers.Scripted;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DispatcherTest extends DispatcherFixture {

  @Test
  void aJobsFunctionIsSentOnceToAWorkerHoweverManyChunksFollow() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 3, 3);

    worker.next(FrameType.FUNCTION);
    Frame first = worker.next(FrameType.RUN);
    Frame second = worker.next(FrameType.RUN);
    worker.answer(first, 0, 3);
    worker.answer(second, 0, 3);
    endInput(job);

    worker.next(FrameType.FORGET);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.values()).hasSize(6).containsOnly("value");
  }

  @Test
  void anIdleWorkerIsPreferredToALoadedOne() throws Exception {
    start(2, Integer.MAX_VALUE);
    Scripted first = workers.next().greet();
    Scripted second = workers.next().greet();
    dispatcher.post(() -> {});

    job(new RecordingSink(), 1, 1);

    runOf(first);
    runOf(second);
  }

  @Test
  void aWorkerHasOneChunkThatRunsAndOneThatWaits() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    job(new RecordingSink(), 1, 1, 1);

    Frame first = runOf(worker);
    worker.next(FrameType.RUN);
    assertThat(frameBehindAll(worker)).isNull();

    worker.answer(first, 0, 1);
    assertThat(ScriptedWorkers.firstOf(worker.next(FrameType.RUN))).isEqualTo(2);
  }

  @Test
  void aFrameThatIsBrokenInsideStillTellsOfEachOfItsTasks() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    endInput(job(sink, 3));
    Frame run = runOf(worker);
    Frame one = ScriptedWorkers.done(run, 0, 1);
    byte[] payload = ScriptedWorkers.done(run, 0, 3).payload();

    worker.tell(new Frame(FrameType.DONE, run.id(), payload, one.length() + 1));

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).containsEntry(0L, "value");
    for (long broken = 1; broken < 3; broken++) {
      assertThat(sink.outcomes.get(broken))
          .isInstanceOf(SerializationException.class)
          .asString()
          .contains("cannot be read");
    }
  }

  @Test
  void aSmallJobIsNextHoweverMuchALargeOneHas() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    job(new RecordingSink(), 1, 1, 1, 1);
    Frame running = runOf(worker);
    worker.next(FrameType.RUN);
    RecordingSink small = new RecordingSink();
    job(small, 1);

    worker.answer(running, 0, 1);

    worker.answer(runOf(worker), 0, 1);
    eventuallyHas(small, 1);
  }

  @Test
  void whatALargeJobHasNotStartedMakesRoomForASmallOne() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    job(new RecordingSink(), 1, 1, 1);
    runOf(worker);
    Frame waiting = worker.next(FrameType.RUN);
    RecordingSink small = new RecordingSink();
    job(small, 1);

    Frame recall = worker.next(FrameType.RECALL);
    assertThat(recall.id()).isEqualTo(waiting.id());
    worker.answerRecall(recall, 0);

    worker.answer(runOf(worker), 0, 1);
    eventuallyHas(small, 1);
    assertThat(ScriptedWorkers.firstOf(worker.next(FrameType.RUN)))
        .as("it comes back")
        .isEqualTo(1);
  }

  @Test
  void aLongChunkIsCutForAJobThatHasHadLess() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    Job large = job(sink, 10);
    endInput(large);
    Frame running = runOf(worker);
    RecordingSink small = new RecordingSink();
    job(small, 1);
    Frame next = runOf(worker);

    worker.answer(running, 0, 1); // which took a second
    Frame recall = worker.next(FrameType.RECALL);
    assertThat(recall.id()).isEqualTo(running.id());
    worker.answerRecall(recall, 2);
    worker.answer(running, 1, 1);
    worker.answer(next, 0, 1);

    eventuallyHas(small, 1);
    Frame rest = worker.next(FrameType.RUN);
    assertThat(ScriptedWorkers.firstOf(rest)).isEqualTo(2);
    worker.answer(rest, 0, 8);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).hasSize(10);
  }

  @Test
  void aHigherPriorityComesBeforeWhatWaitsWithAWorker() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    job(new RecordingSink(), 10, 1);
    Frame running = runOf(worker);
    Frame waiting = worker.next(FrameType.RUN);
    options = TaskOptions.DEFAULT.withPriority(TaskOptions.MAX_PRIORITY);
    RecordingSink urgent = new RecordingSink();
    job(urgent, 1, 1);

    Frame recall = worker.next(FrameType.RECALL);
    assertThat(recall.id()).isEqualTo(waiting.id());
    worker.answerRecall(recall, 0);
    Frame first = runOf(worker);
    recall = worker.next(FrameType.RECALL);
    assertThat(recall.id()).as("of the chunk that runs").isEqualTo(running.id());
    worker.answerRecall(recall, 1);
    worker.answer(running, 0, 1);

    Frame second = worker.next(FrameType.RUN);
    assertThat(second.id()).isGreaterThan(first.id());
    worker.answer(first, 0, 1);
    worker.answer(second, 0, 1);
    eventuallyHas(urgent, 2);
    assertThat(ScriptedWorkers.firstOf(worker.next(FrameType.RUN))).isEqualTo(1);
  }

  @Test
  void whatWaitsWithALoadedWorkerIsRecalledForAnIdleOne() throws Exception {
    start(2, Integer.MAX_VALUE);
    Scripted loaded = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 1, 10);
    endInput(job);
    Frame running = runOf(loaded);
    loaded.next(FrameType.RUN);

    Scripted idle = workers.next().greet();
    loaded.answerRecall(loaded.next(FrameType.RECALL), 0);

    Frame given = runOf(idle);
    assertThat(ScriptedWorkers.tasksOf(given)).isEqualTo(10);
    idle.answer(given, 0, 10);
    loaded.answer(running, 0, 1);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).hasSize(11);
  }

  @Test
  void aChunkThatRunsIsSharedWithAnIdleWorkerAgainAndAgain() throws Exception {
    start(2, Integer.MAX_VALUE);
    Scripted loaded = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 10);
    endInput(job);
    Frame running = runOf(loaded);
    Scripted idle = workers.next().greet();

    loaded.answerRecall(loaded.next(FrameType.RECALL), 6);
    Frame half = runOf(idle);
    assertThat(ScriptedWorkers.firstOf(half)).isEqualTo(6);
    assertThat(ScriptedWorkers.tasksOf(half)).isEqualTo(4);
    loaded.answer(running, 0, 1);
    idle.answer(half, 0, 4);

    loaded.answerRecall(loaded.next(FrameType.RECALL), 4);
    Frame quarter = idle.next(FrameType.RUN);
    assertThat(ScriptedWorkers.firstOf(quarter)).isEqualTo(4);
    assertThat(ScriptedWorkers.tasksOf(quarter)).isEqualTo(2);
    idle.answer(quarter, 0, 2);
    loaded.answer(running, 1, 3);

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.values()).hasSize(10).containsOnly("value");
  }

  @Test
  void itemsOfASlowInputAreNotKeptFromAnIdleWorker() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    Job job = job(new RecordingSink());
    OpenChunk<Object> slow = new OpenChunk<>(job, 0, encoder(job), dispatcher, 0);
    slow.expect(100);

    slow.add("one");
    slow.add("two");
    assertThat(ScriptedWorkers.firstOf(runOf(worker))).isZero();
    slow.add("three");
    slow.close();

    assertThat(slow.nextIndex()).isEqualTo(3);
    Frame last = worker.next(FrameType.RUN);
    while (ScriptedWorkers.firstOf(last) + ScriptedWorkers.tasksOf(last) < 3) {
      last = worker.next(FrameType.RUN);
    }
    assertThat(ScriptedWorkers.firstOf(last) + ScriptedWorkers.tasksOf(last)).isEqualTo(3);
  }

  @Test
  void aWorkerIsReplacedWhenItHasHadItsTasksAndNeverHasMore() throws Exception {
    start(1, 3);
    Scripted first = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 5);
    endInput(job);

    Frame head = runOf(first);
    assertThat(ScriptedWorkers.tasksOf(head)).isEqualTo(3);
    first.next(FrameType.STOP);
    first.answer(head, 0, 3);
    first.exit(0);

    Scripted second = workers.next().greet();
    Frame tail = runOf(second);
    assertThat(ScriptedWorkers.firstOf(tail)).isEqualTo(3);
    assertThat(ScriptedWorkers.tasksOf(tail)).isEqualTo(2);
    second.answer(tail, 0, 2);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.values()).hasSize(5).containsOnly("value");
  }

  @Test
  void aDeathFailsTheTaskThatRanAndTheOthersRunElsewhere() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 6, 1);
    endInput(job);
    Frame running = runOf(worker);
    worker.next(FrameType.RUN);
    worker.answer(running, 0, 2);

    worker.start(running, 3);
    worker.exit(134);

    Scripted replacement = workers.next().greet();
    Frame rest = runOf(replacement);
    Frame waiting = replacement.next(FrameType.RUN);
    List<Long> firsts = List.of(ScriptedWorkers.firstOf(rest), ScriptedWorkers.firstOf(waiting));
    assertThat(firsts).containsExactlyInAnyOrder(4L, 6L);
    replacement.answer(rest, 0, ScriptedWorkers.tasksOf(rest));
    replacement.answer(waiting, 0, ScriptedWorkers.tasksOf(waiting));
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.get(1L)).isEqualTo("value");
    assertThat(sink.outcomes.get(2L)).asString().contains("while it ran task 2");
    assertThat(sink.outcomes.get(3L))
        .isInstanceOf(WorkerDiedException.class)
        .asString()
        .contains("exit code 134 (SIGABRT)", "while it ran task 3", "its last line");
    assertThat(sink.outcomes.get(4L)).isEqualTo("value");
    assertThat(sink.outcomes.get(5L)).isEqualTo("value");
    assertThat(sink.outcomes.get(6L)).isEqualTo("value");
  }

  @Test
  void aChunkThatEndsWorkersBeforeItStartsIsGivenUp() throws Exception {
    start(1, Integer.MAX_VALUE);
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 1);
    endInput(job);
    for (int worker = 0; worker < 3; worker++) {
      Scripted reader = workers.next().greet();
      runOf(reader);
      reader.exit(70);
    }

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.get(0L))
        .isInstanceOf(WorkerDiedException.class)
        .asString()
        .contains("as others had before it, before it could run task 0");
    workers.next();
  }

  @Test
  void aWorkerThatAnswersForWhatItDoesNotHaveIsKilled() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 1);
    endInput(job);

    Frame run = runOf(worker);
    worker.start(run, 0);
    worker.answer(run, 0, 2);

    assertThat(worker.kills.poll(30, TimeUnit.SECONDS)).isTrue();
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.get(0L)).asString().contains("tasks that it does not have");
  }

  @Test
  void aFrameThatMakesNoSenseCostsItsWorkerAndNotThePool() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 2);
    endInput(job);
    Frame run = runOf(worker);

    worker.tell(new Frame(FrameType.DONE, run.id(), new byte[3]));

    assertThat(worker.kills.poll(30, TimeUnit.SECONDS)).isTrue();
    Scripted replacement = workers.next().greet();
    replacement.answer(runOf(replacement), 0, 2);
    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes.values()).hasSize(2).containsOnly("value");
  }

  @Test
  void aSlotThatCannotBeTriedFailsThePoolAndLeavesNoWorker() throws Exception {
    workers.failingSlot = 1;
    start(4, Integer.MAX_VALUE);

    assertThatThrownBy(() -> dispatcher.firstReady().get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(WorkerStartException.class)
        .hasMessageContaining("no slot 1");
    assertThat(workers.next().kills.poll(30, TimeUnit.SECONDS)).isTrue();
    dispatcher.closed().get(30, TimeUnit.SECONDS);
    assertThat(workers.started).isEmpty();
  }

  @Test
  void aWorkerThatEndsBeforeAnyHasGreetedFailsThePool() throws Exception {
    start(2, Integer.MAX_VALUE);
    workers.next().exit(1);

    assertThatThrownBy(() -> dispatcher.firstReady().get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(WorkerStartException.class)
        .hasMessageContaining("exit code 1")
        .hasMessageContaining("its last line");
    assertThat(workers.next().kills.poll(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void threeStartsInARowThatComeToNothingFailThePool() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    job(sink, 1, 1, 1);
    runOf(worker);
    worker.exit(9);
    for (int start = 0; start < 3; start++) {
      workers.next().exit(1);
    }

    assertThatThrownBy(() -> sink.end.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(WorkerStartException.class);
    assertThat(workers.started).isEmpty();
  }

  @Test
  void aSilentWorkerIsKilledWhenItsTimeIsOver() throws Exception {
    start(1, Integer.MAX_VALUE, Duration.ofMillis(10));

    assertThat(workers.next().kills.poll(30, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> dispatcher.firstReady().get(30, TimeUnit.SECONDS))
        .hasMessageContaining("did not greet within PT0.01S");
  }

  @Test
  void closingWaitsForWhatWasSubmittedThenStopsTheWorkers() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 1);
    endInput(job);
    Frame running = runOf(worker);

    dispatcher.post(dispatcher::onClose);
    assertThat(frameBehindAll(worker)).isNull();
    worker.answer(running, 0, 1);
    worker.next(FrameType.FORGET);
    worker.next(FrameType.STOP);
    worker.tell(Frame.of(FrameType.STOP, 0));
    assertThat(worker.inputEnds.poll(30, TimeUnit.SECONDS)).isTrue();
    worker.exit(0);

    dispatcher.closed().get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).containsEntry(0L, "value");
    assertThat(workers.started).isEmpty();
  }

  @Test
  void closingRunsWhatASlowInputHasGiven() throws Exception {
    start(1, Integer.MAX_VALUE);
    RecordingSink sink = new RecordingSink();
    Job job = job(sink);
    OpenChunk<Object> slow = new OpenChunk<>(job, 0, encoder(job), dispatcher, 0);
    slow.expect(100);
    slow.add("one");

    dispatcher.post(dispatcher::onClose);
    Scripted worker = workers.next().greet();
    worker.answer(runOf(worker), 0, 1);
    endInput(job);

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).containsEntry(0L, "value");
  }

  @Test
  void aJobThatComesBehindTheCloseIsLostAtOnce() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    dispatcher.post(dispatcher::onClose);
    worker.next(FrameType.STOP);
    worker.exit(0);
    dispatcher.closed().get(30, TimeUnit.SECONDS);
    RecordingSink late = new RecordingSink();

    job(late, 1);

    assertThatThrownBy(() -> late.end.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(PoolClosedException.class);
  }

  @Test
  void terminatingFailsEverythingAndKillsTheWorkers() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    job(sink, 1, 1, 1);
    runOf(worker);

    dispatcher.post(dispatcher::onTerminate);

    assertThat(worker.kills.poll(30, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> sink.end.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(PoolClosedException.class);
  }

  @Test
  void aCancelledJobIsToldNothingMoreAndItsWaitingTasksAreAskedBack() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    RecordingSink sink = new RecordingSink();
    Job job = job(sink, 1, 5, 5);
    Frame running = runOf(worker);
    Frame waiting = worker.next(FrameType.RUN);

    dispatcher.post(() -> dispatcher.onCancel(job, false));
    assertThat(worker.next(FrameType.RECALL).id()).isEqualTo(waiting.id());
    worker.answerRecall(worker.next(FrameType.RECALL), 1);
    worker.answerRecall(waiting, 0);
    worker.answer(running, 0, 1);

    worker.next(FrameType.FORGET);
    assertThat(sink.outcomes).isEmpty();
    assertThat(sink.end).isNotDone();
  }
}
