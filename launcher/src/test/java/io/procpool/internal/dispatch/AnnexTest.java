package io.procpool.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.Retries;
import io.procpool.TaskOptions;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.dispatch.ScriptedWorkers.Scripted;
import io.procpool.protocol.Annex;
import io.procpool.protocol.AnnexFolder;
import io.procpool.protocol.AnnexWriter;
import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.RecallPayload;
import io.procpool.protocol.StatusPage.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AnnexTest extends DispatcherFixture {

  private static final int LARGE = AnnexWriter.LEAST_BYTES;

  @TempDir private Path base;

  private final RecordingSink sink = new RecordingSink();
  private AnnexFolder ofWorker;

  @BeforeEach
  void placeTheFolders() {
    annexes = AnnexFolder.at(base.resolve("pool").toString());
    ofWorker = AnnexFolder.at(base.resolve("worker").toString());
  }

  @Test
  void anItemsIsThereUntilItsLastAttemptIsOver() throws Exception {
    options = TaskOptions.DEFAULT.withRetries(Retries.of(2));
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    endInput(jobOfALargeItem());
    Frame first = runOf(worker);

    worker.answer(first, 0, OutcomeKind.THROWN);
    Frame second = worker.next(FrameType.RUN);
    assertThat(filesOf("pool")).as("before the second attempt").hasSize(1);
    worker.start(second, 0);
    worker.exit(137);
    Scripted replacement = workers.next().greet();
    Frame third = runOf(replacement);
    assertThat(filesOf("pool")).as("before the third").hasSize(1);
    assertThat(Arrays.copyOf(third.payload(), third.length()))
        .isEqualTo(Arrays.copyOf(first.payload(), first.length()));
    replacement.answer(third, 0, 1);

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).containsEntry(0L, "value");
    assertThat(filesOf("pool")).as("to be written again").containsExactly(free("pool"));
  }

  @Test
  void anItemsIsGoneWhenItsWorkerDied() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    endInput(jobOfALargeItem());
    worker.start(runOf(worker), 0);

    worker.exit(137);

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(filesOf("pool")).isEmpty();
    workers.next();
  }

  @Test
  void anItemsIsThereWhenItIsGivenToAnother() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    Job job = job(sink, 1);
    post(job, 1);
    endInput(job);
    runOf(worker);
    Frame waiting = worker.next(FrameType.RUN);

    worker.tell(RecallPayload.recalled(waiting.id(), 0));

    assertThat(ScriptedWorkers.firstOf(worker.next(FrameType.RUN))).isEqualTo(1);
    assertThat(filesOf("pool")).hasSize(1);
  }

  @Test
  void anItemsIsGoneWhenItsJobIsCancelled() throws Exception {
    start(1, Integer.MAX_VALUE);
    Job job = jobOfALargeItem();
    allEventsHaveRun();
    assertThat(filesOf("pool")).hasSize(1);

    dispatcher.post(() -> dispatcher.onCancel(job, true));

    allEventsHaveRun();
    assertThat(filesOf("pool")).isEmpty();
    post(job, 1);
    allEventsHaveRun();
    assertThat(filesOf("pool")).as("of one that comes too late").isEmpty();
    workers.next();
  }

  @Test
  void nothingIsRemovedOnThePoolThread() throws Exception {
    BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    removals = waiting::add;
    start(1, Integer.MAX_VALUE);
    Job job = jobOfALargeItem();

    dispatcher.post(() -> dispatcher.onCancel(job, true));

    Runnable removal = waiting.poll(30, TimeUnit.SECONDS);
    assertThat(filesOf("pool")).hasSize(1);
    removal.run();
    assertThat(filesOf("pool")).isEmpty();
    workers.next();
  }

  @Test
  void aResultsCanBeWrittenAgainWhenItHasBeenRead() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    worker.annexes = ofWorker;
    endInput(job(sink, 1));
    Frame run = runOf(worker);

    worker.tell(new Frame(FrameType.DONE, run.id(), largeResult()));

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).containsEntry(0L, "value");
    assertThat(filesOf("worker")).containsExactly(free("worker"));
  }

  @Test
  void aDeadWorkersResultIsTakenFromItsJournalAndTheRestIsRemoved() throws Exception {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    worker.annexes = ofWorker;
    endInput(job(sink, 2));
    Frame run = runOf(worker);
    worker.journal = List.of(new Kept(0, new Frame(FrameType.DONE, run.id(), largeResult())));
    largeResult(); // of which it has told nobody
    worker.start(run, 1);
    worker.exit(137);

    sink.end.get(30, TimeUnit.SECONDS);
    assertThat(sink.outcomes).containsEntry(0L, "value");
    assertThat(base.resolve("worker")).doesNotExist();
    workers.next();
  }

  private Path free(String folder) {
    return base.resolve(folder).resolve("free-1");
  }

  private Job jobOfALargeItem() throws Exception {
    Job job = job(sink);
    post(job, 0);
    return job;
  }

  private void post(Job job, long index) throws Exception {
    Encoder encoder = encoder(job);
    encoder.encode(new byte[LARGE]);
    Chunk chunk = encoder.take(job, index);
    dispatcher.post(() -> dispatcher.onChunk(chunk));
  }

  /** Of the first task; its annex is in the worker's folder. */
  private byte[] largeResult() throws Exception {
    AnnexWriter writer = new AnnexWriter(ofWorker);
    PayloadWriter encoded = new PayloadWriter(64);
    DonePayload.beginOutcome(encoded);
    encoded.beginValue(Frame.MAX_VALUE_LENGTH, writer);
    new ValueCodec(getClass().getClassLoader()).encode(new byte[LARGE], encoded);
    Annex annex = writer.finish();
    DonePayload.finishLarge(encoded, annex);
    DonePayload.finishAlone(encoded, 0, 1);
    return encoded.toByteArray();
  }

  private List<Path> filesOf(String folder) throws IOException {
    if (!Files.exists(base.resolve(folder))) {
      return List.of();
    }
    try (var files = Files.list(base.resolve(folder))) {
      return files.toList();
    }
  }
}
