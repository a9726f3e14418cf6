package io.procpool.internal.dispatch;

import io.procpool.JobTimeoutException;
import io.procpool.PoolClosedException;
import io.procpool.PoolEvent.Recycling;
import io.procpool.PoolStats;
import io.procpool.ProcpoolException;
import io.procpool.internal.engine.Outcomes;
import io.procpool.internal.observing.Announcer;
import io.procpool.internal.observing.Observers;
import io.procpool.internal.workers.WorkerExit;
import io.procpool.internal.workers.WorkerLauncher;
import io.procpool.internal.workers.WorkerLink;
import io.procpool.protocol.Annex;
import io.procpool.protocol.ClassAnswer;
import io.procpool.protocol.ClassQuestion;
import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.InterruptPayload;
import io.procpool.protocol.MalformedFrameException;
import io.procpool.protocol.MalformedPayloadException;
import io.procpool.protocol.RecallPayload;
import io.procpool.protocol.StatusPage.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Owns all of a pool's state, and decides what every event means for it.
 *
 * <pre>
 * |====================== pool JVM (launcher) =====================|== pipes ==|==== worker JVM #1..n ====|
 *
 * +--------+    +-------------+    +------------+   +------------+             +----------+   +--------+
 * |        |    | Feeder      |    |            |   | LinkWriter |             |          |   |        |
 * |        |    | encodes     |    |            |   +------------+             |          |   |        |
 * |        | => | 8: [x, y]   | => |            | =>| 6: bytes   | == RUN 6 ==>|          | =>|        |
 * |        |    +-------------+    |            |   +------------+             |          |   |        |
 * | caller |                       | Dispatcher |                              | TaskLoop |   | Task   |
 * |        |    +-------------+    |            |   +------------+             |          |   | Runner |
 * |        |    | OutcomeSink |    |            |   | LinkReader |             |          |   |        |
 * |        | <= | 4: bytes    | <= |            | <=| 5: bytes   | &lt;= DONE 5 ==|          | <=|        |
 * |        |    +-------------+    |            |   +------------+             |          |   |        |
 * +--------+                       +------------+                              +----------+   +--------+
 * </pre>
 *
 * <p>A job's items are encoded on its feeder and its results decoded where its caller takes them;
 * in between they are bytes. {@link Schedule} says who gets what, {@link TimeLimits} what has taken
 * too long, {@link Recovery} what becomes of tasks that did not end well; what workers and jobs
 * come to is decided here.
 *
 * <pre>
 *   OPEN ------ close() -----> CLOSING ----- last job done, workers gone ----> CLOSED
 *      \                          \                                              ^
 *       +-- terminate(), or workers cannot start --> TERMINATING -- all gone ----+
 * </pre>
 *
 * <p>Every method but those of {@link io.procpool.internal.workers.WorkerListener}, {@link
 * #start()} and {@link #post} runs on the pool thread, or on a reader that has its place ({@link
 * PoolThread}). None of them blocks, and none opens a payload that holds a user's object.
 */
final class Dispatcher implements Workforce.Owner {

  /** How long the exit may come behind the end of the link. */
  private static final Duration EXIT_DELAY = Duration.ofSeconds(2);

  private enum State {
    OPEN,
    CLOSING,
    TERMINATING,
    CLOSED
  }

  private final String poolName;
  private final Duration grace;
  private final ExitHook exitHook;
  private final ClassSource classes;
  private final PoolThread thread;
  private final CompletableFuture<Greeting> firstReady = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  private final Roster workers;
  private final Set<Job> jobs = new LinkedHashSet<>();
  private final Observation observation;
  private final HandOver handOver;
  private final TimeLimits limits;
  private final Schedule schedule;
  private final Recovery recovery;
  private final Workforce workforce;
  private final AnnexTrim annexTrim;

  private State state = State.OPEN;
  private long lastJob;

  /** Why the pool did not come to its own end; {@code null} while it may. */
  private ProcpoolException end;

  /**
   * @param initializer what each worker runs first, or {@code null}
   * @param exitHook what each worker runs last, or {@code null}
   * @param classes answers workers that lack one
   * @param sizes has the folder of the pool's annexes
   * @param announcer has the pool's listener, or is {@code null}
   */
  Dispatcher(
      String poolName,
      PoolSettings settings,
      WorkerLauncher launcher,
      Initializer initializer,
      ExitHook exitHook,
      ClassSource classes,
      Sizes sizes,
      Announcer announcer) {
    this.classes = classes;
    this.poolName = poolName;
    this.grace = settings.limits().grace();
    this.exitHook = exitHook;
    this.workers = new Roster(settings.processes());
    this.thread = new PoolThread(poolName + "-dispatcher", this::passOn, this::onBug);
    this.observation = new Observation(new Observers(announcer, thread::after));
    this.handOver = new HandOver(observation);
    this.limits =
        new TimeLimits(thread, settings.limits(), jobs, workers, this::expired, this::stopLate);
    this.schedule = new Schedule(workers, thread, this::given);
    this.annexTrim = new AnnexTrim(thread, sizes);
    this.recovery = new Recovery(thread, schedule, handOver, this::assign);
    this.workforce =
        new Workforce(
            poolName, settings, launcher, initializer, exitHook, thread, workers, handOver, this);
  }

  /** Starts the thread and all workers. */
  void start() {
    thread.start();
    post(workforce::startAll);
  }

  /** Runs something on the pool thread, soon. From any thread. */
  void post(Runnable event) {
    thread.post(event);
  }

  /**
   * Completes with what the first worker said of itself, when it can be given tasks; or with why
   * there is none.
   */
  CompletableFuture<Greeting> firstReady() {
    return firstReady;
  }

  /** Completes when no worker is left and none will come. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  private void passOn() {
    handOver.passOn();
  }

  /** What the pool does, and has done. */
  PoolStats stats() {
    return observation.stats(workers, jobs);
  }

  // ---- jobs

  void onJob(Job job) {
    if (state == State.OPEN) {
      job.number = ++lastJob;
      jobs.add(job);
      limits.onJob(job);
    } else {
      job.tellLost(whyClosed());
    }
  }

  private ProcpoolException whyClosed() {
    return end == null ? new PoolClosedException(poolName + " is closed.") : end;
  }

  /** A job of one task, whole. */
  void onCall(Job job, Chunk chunk) {
    onJob(job);
    onChunk(chunk);
    onInputEnd(job);
  }

  void onChunk(Chunk chunk) {
    if (chunk.job.hasInputEnded()) {
      chunk.discardAnnex();
      return; // the job was cancelled, or the pool closed, while its feeder made this
    }
    schedule.add(chunk);
    limits.onQueued(chunk);
    assign();
  }

  /** A chunk has items, and waits for more. */
  void onOpen(OpenChunk<?> chunk) {
    if (!chunk.job().hasInputEnded()) {
      schedule.addOpen(chunk);
      workforce.startMissing();
    }
  }

  /** What became of an item that no worker will see. */
  void onOutcomes(Job job, Outcomes<Object> outcomes) {
    if (!job.hasInputEnded()) {
      handOver.tell(job, outcomes);
    }
  }

  void onInputEnd(Job job) {
    job.onInputEnd();
    endIfDone(job);
  }

  void onInputLost(Job job, ProcpoolException cause) {
    job.tellLost(cause);
    onCancel(job, true);
  }

  /** Nobody wants its results. What runs of it may be stopped, or may go on to its end. */
  void onCancel(Job job, boolean stopsRunning) {
    job.cancel();
    schedule.forget(job);
    if (jobs.contains(job)) {
      recallAll(job);
      if (stopsRunning) {
        limits.stop(job);
      }
      endIfDone(job);
    }
  }

  /** Nothing more of it is to be started; what runs is finished and told. */
  void onDrain(Job job) {
    job.waitingRetries().forEach(recovery::giveUp);
    job.drain();
    schedule.forget(job);
    recallAll(job);
    endIfDone(job);
  }

  private void recallAll(Job job) {
    for (Worker worker : workers) {
      worker.recallAll(chunk -> chunk.job == job);
    }
  }

  private void stopLate(Job job, JobTimeoutException cause) {
    job.tellLost(cause);
    onCancel(job, true);
  }

  /** Gives workers what they have room for, and starts workers if there are too few. */
  private void assign() {
    schedule.assign();
    workforce.startMissing();
  }

  private void given(Worker worker, Chunk chunk) {
    limits.onGiven(worker, chunk);
    observation.onGiven(worker, chunk);
  }

  private void expired(Chunk chunk, Expiry expiry) {
    recovery.expire(chunk, expiry);
    chunk.job.releaseRoom(chunk);
    chunk.job.onChunkDone();
    endIfDone(chunk.job);
  }

  private void endIfDone(Job job) {
    if (job.isDone() && jobs.remove(job)) {
      schedule.forget(job);
      for (Worker worker : workers) {
        worker.forget(job);
      }
      job.tellEnd();
      stopWorkersIfDone();
    }
  }

  // ---- workers

  @Override
  public void onGreeting(WorkerLink link, Greeting greeting) {
    about(link, worker -> workforce.greeted(worker, greeting));
  }

  @Override
  public void onFrames(WorkerLink link, List<Frame> frames) {
    about(link, worker -> received(worker, frames));
  }

  @Override
  public void onLinkEnd(WorkerLink link, MalformedFrameException failure) {
    about(link, worker -> linkEnded(worker, failure));
  }

  @Override
  public void onExit(WorkerLink link, WorkerExit exit) {
    post(() -> exited(workers.remove(link), exit));
  }

  /** A word of a worker whose exit has been told already comes too late. */
  private void about(WorkerLink link, Consumer<Worker> event) {
    thread.bring(
        () -> {
          Worker worker = workers.get(link);
          if (worker != null) {
            event.accept(worker);
          }
        });
  }

  @Override
  public boolean mayStartWorkers() {
    return state == State.OPEN || state == State.CLOSING && !jobs.isEmpty();
  }

  @Override
  public int waitingChunks() {
    return schedule.waiting() + workers.prefetched();
  }

  @Override
  public void onReady(Worker worker) {
    firstReady.complete(worker.greeting());
    observation.onReady(worker);
    schedule.assign();
    stopWorkersIfDone();
  }

  @Override
  public void onFree() {
    schedule.assign();
  }

  @Override
  public void onCannotStart(ProcpoolException cause) {
    fail(cause);
  }

  /** From now on there are to be so many workers; those that are too many finish what they run. */
  void onResize(int processes) {
    if (state == State.OPEN) {
      workforce.resize(processes);
    }
  }

  /** Somebody waits until all workers are up. */
  void onWarmUp(WarmUp warmUp) {
    if (state == State.OPEN) {
      workforce.warmUp(warmUp);
    } else {
      warmUp.fail(whyClosed());
    }
  }

  private void received(Worker worker, List<Frame> frames) {
    for (Frame frame : frames) {
      try {
        on(worker, frame);
      } catch (MalformedPayloadException e) {
        worker.killFor("a frame of it makes no sense: " + e.getMessage());
      }
    }
    workforce.retireIfLarge(worker);
    assign();
  }

  private void on(Worker worker, Frame frame) {
    switch (frame.type()) {
      case DONE -> onDone(worker, frame);
      case RECALLED -> onRecalled(worker, frame);
      case INITIALIZED -> workforce.initialized(worker, frame);
      case INTERRUPTED -> onInterrupted(worker, frame);
      case RETIRE -> workforce.retire(worker, Recycling.FULL_HEAP);
      case EXIT_RESULT -> onExitResult(worker, frame);
      case STOP -> worker.onStopped();
      case CLASS_WANTED -> onClassWanted(worker, frame);
      case ENDING -> {
        worker.ending = frame;
        worker.leave();
        workforce.killLater(worker); // a hook of the job's may never end
      }
      case HELLO,
          FUNCTION,
          RUN,
          RECALL,
          FORGET,
          OUTPUT,
          INITIALIZE,
          INTERRUPT,
          EXIT_HOOK,
          CLASS_ANSWER,
          FORGET_LOADER,
          PLACE,
          LOG ->
          worker.killFor("it sent a frame that no worker sends: " + frame.type());
    }
  }

  private void onDone(Worker worker, Frame frame) {
    Chunk chunk = worker.chunk(frame.id());
    DonePayload.Header header = DonePayload.Header.of(frame);
    if (chunk == null || !header.isNextOf(chunk.done, chunk.count)) {
      worker.killFor("it answered for tasks that it does not have");
      return;
    }
    worker.onOutcomes(chunk, header.count());
    chunk.job.measure(header.nanos(), header.count());
    schedule.onDone(chunk, header.count(), header.nanos());
    BitSet retried = recovery.retryFailed(chunk, frame, header, worker.describe());
    if (retried.cardinality() < header.count()) {
      Annex annex = DonePayload.annex(frame, worker.annexes());
      ResultAnnex opened = annex == null ? null : ResultAnnex.of(annex);
      handOver.tell(
          chunk.job,
          new EncodedOutcomes(chunk, frame, header, opened, worker.describe(), retried),
          worker,
          header.nanos());
      if (chunk.releaseAnnex()) {
        annexTrim.soon();
      }
    }
    workforce.onWork();
    removeIfDone(worker, chunk);
  }

  private void onRecalled(Worker worker, Frame frame) {
    Chunk chunk = worker.chunk(frame.id());
    int kept = RecallPayload.kept(frame);
    if (chunk != null) {
      chunk.isRecallAnswered = chunk.isExpired;
    }
    if (chunk == null || kept == RecallPayload.KEEPS_ALL || kept >= chunk.count) {
      return;
    }
    if (kept < chunk.done) {
      worker.killFor("it gave tasks back that it had done");
      return;
    }
    Chunk rest = chunk.tail(kept);
    chunk.count = kept;
    worker.onGivenBack(rest.count);
    schedule.onTakenBack(chunk, rest.count);
    if (rest.job.isWanted()) {
      rest.job.onSplit();
      takeBack(chunk, rest);
    } else {
      recovery.giveUp(rest);
    }
    removeIfDone(worker, chunk);
  }

  private void takeBack(Chunk from, Chunk rest) {
    if (from.isExpired) {
      expired(rest, new Expiry(rest.job.terms.queueLimit()));
    } else {
      schedule.putBack(rest);
    }
  }

  private void removeIfDone(Worker worker, Chunk chunk) {
    if (chunk.remaining() == 0) {
      worker.remove(chunk);
      if (worker.load() == 0) {
        workforce.onNothingLeft(worker);
      }
      chunk.job.onChunkDone();
      endIfDone(chunk.job);
    }
  }

  private void onExitResult(Worker worker, Frame frame) {
    if (exitHook != null) {
      exitHook.onResult(worker.describe(), frame);
    }
  }

  private void onInterrupted(Worker worker, Frame frame) {
    Chunk chunk = worker.chunk(frame.id());
    for (Overrun overrun : chunk == null ? List.<Overrun>of() : chunk.overruns) {
      if (overrun.task == InterruptPayload.task(frame)) {
        overrun.onInterrupted(frame);
      }
    }
  }

  /** Routed only: the loader is the user's, and what it gives is not looked at here. */
  private void onClassWanted(Worker worker, Frame frame) {
    ClassQuestion question = ClassQuestion.of(frame);
    if (!worker.mayAsk(question.loader())) {
      worker.killFor("it asked for a class of a loader that none of its tasks has");
      return;
    }
    classes.ask(
        question, answer -> post(() -> worker.answer(ClassAnswer.toFrame(frame.id(), answer))));
  }

  /** No job can use a loader any more: what workers have of it can go. */
  void onLoaderUnused(long number) {
    for (Worker worker : workers) {
      worker.forgetLoader(number);
    }
  }

  private void linkEnded(Worker worker, MalformedFrameException failure) {
    if (failure != null) {
      worker.killFor("what it sends is not procpool's protocol: " + failure.getMessage());
    } else {
      worker.leave();
      thread.after(EXIT_DELAY, () -> worker.killFor("it closed its output and did not end"));
    }
  }

  /** What it wrote last is heard, also if it came no further than its status page. */
  private void exited(Worker worker, WorkerExit exit) {
    worker.onExit();
    for (Kept kept : exit.journal()) {
      Chunk chunk = worker.chunk(kept.done().id());
      if (chunk != null && chunk.done == kept.task()) {
        onDone(worker, kept.done());
      }
    }
    Loss loss = Loss.of(worker, exit);
    if (mayStartWorkers()) {
      observation.onEnd(worker, loss);
    }
    Set<Job> losers = new LinkedHashSet<>();
    for (Chunk chunk : worker.chunks()) {
      losers.add(chunk.job);
      schedule.onTakenBack(chunk, chunk.remaining());
    }
    recovery.lose(worker, loss);
    worker.discardAnnexes();
    workforce.onExit(worker, loss);
    losers.forEach(this::endIfDone);
    schedule.assign();
    if (mayStartWorkers()) {
      workforce.replace(worker, loss.describe() + "." + exit.logAsText(), exit.startFailure());
    }
    closeIfDone();
  }

  // ---- the end

  void onClose() {
    if (state != State.OPEN) {
      return;
    }
    state = State.CLOSING;
    schedule.cutOpenChunks(); // what was pulled is run
    assign();
    for (Job job : new ArrayList<>(jobs)) {
      if (job.endsOnClose()) {
        thread.after(
            grace, () -> onInputEnd(job)); // the iterator may never give what it was asked for
      }
      endIfDone(job);
    }
    stopWorkersIfDone();
  }

  void onTerminate() {
    fail(new PoolClosedException(poolName + " was terminated before this was done."));
  }

  private void onBug(Throwable bug) {
    if (state == State.TERMINATING) {
      endAll();
      return;
    }
    fail(new ProcpoolException("A bug in procpool ended " + poolName + "; please report it.", bug));
  }

  private void fail(ProcpoolException cause) {
    if (state == State.TERMINATING || state == State.CLOSED) {
      return;
    }
    state = State.TERMINATING;
    end = cause;
    firstReady.completeExceptionally(cause);
    endAll();
  }

  /** May be called again, if it has come to grief itself. */
  private void endAll() {
    for (Worker worker : workers) {
      worker.kill();
    }
    schedule.clear();
    for (Iterator<Job> left = jobs.iterator(); left.hasNext(); ) {
      Job job = left.next();
      left.remove();
      job.tellLost(end);
    }
    closeIfDone();
  }

  private void stopWorkersIfDone() {
    if (state != State.CLOSING || !jobs.isEmpty()) {
      return;
    }
    for (Worker worker : workers) {
      if (worker.state() == Worker.State.READY) {
        worker.stop();
        workforce.killLater(worker);
      } else if (worker.state() == Worker.State.STARTING) {
        worker.kill(); // it has nothing to finish
      }
    }
    closeIfDone();
  }

  private void closeIfDone() {
    boolean isEnding = state == State.TERMINATING || state == State.CLOSING && jobs.isEmpty();
    if (isEnding && workers.isEmpty()) {
      state = State.CLOSED;
      observation.onClosed();
      workforce.close(whyClosed());
      thread.end();
      closed.complete(null);
    }
  }
}
