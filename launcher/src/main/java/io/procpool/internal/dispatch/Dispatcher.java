package io.procpool.internal.dispatch;

import io.procpool.PoolClosedException;
import io.procpool.ProcpoolException;
import io.procpool.WorkerStartException;
import io.procpool.internal.engine.Outcomes;
import io.procpool.internal.workers.WorkerExit;
import io.procpool.internal.workers.WorkerLauncher;
import io.procpool.internal.workers.WorkerLink;
import io.procpool.internal.workers.WorkerListener;
import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.MalformedFrameException;
import io.procpool.protocol.MalformedPayloadException;
import io.procpool.protocol.RecallPayload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Decides which worker runs what next, and owns all of a pool's state.
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
 * in between they are bytes. Each worker has a chunk that runs and some that wait, so that it never
 * waits for the pipe; what waits with one worker is recalled when another has nothing, so that
 * waiting ahead never makes a straggler.
 *
 * <pre>
 *   OPEN ------ close() -----> CLOSING ----- last job done, workers gone ----> CLOSED
 *      \                          \                                              ^
 *       +-- terminate(), or workers cannot start --> TERMINATING -- all gone ----+
 * </pre>
 *
 * <p>Every method but those of {@link WorkerListener}, {@link #start()} and {@link #post} runs on
 * the pool thread. None of them blocks, and none opens a payload that holds a user's object.
 */
final class Dispatcher implements WorkerListener {

  /** How much work waits with a worker behind what it runs: longer than any pipe takes. */
  private static final long PREFETCH_NANOS = 2_000_000;

  private static final int MIN_DEPTH = 2;
  private static final int MAX_DEPTH = 256;

  /** How long a worker may have nothing before the pool looks for tasks that wait elsewhere. */
  private static final Duration SEARCH_DELAY = Duration.ofMillis(1);

  /** How long the exit may come behind the end of the link. */
  private static final Duration EXIT_DELAY = Duration.ofSeconds(2);

  /** How many workers may end under a chunk that they had not started: it may be what ends them. */
  private static final int MAX_RETURNS = 2;

  /** How many workers in a row may fail to start, in a small pool; in others, twice its size. */
  private static final int MIN_START_FAILURES = 3;

  private enum State {
    OPEN,
    CLOSING,
    TERMINATING,
    CLOSED
  }

  private final String poolName;
  private final PoolSettings settings;
  private final WorkerLauncher launcher;
  private final PoolThread thread;
  private final CompletableFuture<Void> firstGreeting = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  private final Roster workers;
  private final Set<Job> jobs = new LinkedHashSet<>();

  /**
   * The jobs that have outcomes for their sinks, and the workers that have frames for their links:
   * passed on together, for each hand-over to another thread costs more than what is handed over.
   */
  private final Set<Job> toTell = new LinkedHashSet<>();

  private final Set<Worker> toSend = new LinkedHashSet<>();

  /** The jobs that have a backlog, each once: whose turn it is comes first. */
  private final ArrayDeque<Job> turns = new ArrayDeque<>();

  /**
   * The chunk that a job's feeder is filling. One that is full by now has nothing left to cut off.
   */
  private final Map<Job, OpenChunk<?>> open = new LinkedHashMap<>();

  private State state = State.OPEN;

  /** Why the pool did not come to its own end; {@code null} while it may. */
  private ProcpoolException end;

  private long lastChunkId;
  private int startFailures;
  private boolean isSearchDue;

  Dispatcher(String poolName, PoolSettings settings, WorkerLauncher launcher) {
    this.poolName = poolName;
    this.settings = settings;
    this.launcher = launcher;
    this.workers = new Roster(settings.processes());
    this.thread = new PoolThread(poolName + "-dispatcher", this::passOn, this::onBug);
  }

  /** Starts the thread and all workers. */
  void start() {
    thread.start();
    post(() -> startWorkers());
  }

  /** Runs something on the pool thread, soon. From any thread. */
  void post(Runnable event) {
    thread.post(event);
  }

  /** Completes with the first worker's greeting, or with why there is none. */
  CompletableFuture<Void> firstGreeting() {
    return firstGreeting;
  }

  /** Completes when no worker is left and none will come. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  private void passOn() {
    toTell.forEach(Job::passOn);
    toTell.clear();
    toSend.forEach(Worker::passOn);
    toSend.clear();
  }

  private void tell(Job job, Outcomes<Object> outcomes) {
    job.tell(outcomes);
    toTell.add(job);
  }

  // ---- jobs

  void onJob(Job job) {
    if (state == State.OPEN) {
      jobs.add(job);
    } else {
      job.tellLost(end == null ? new PoolClosedException(poolName + " is closed.") : end);
    }
  }

  /** A job of one task, whole. */
  void onCall(Job job, Chunk chunk) {
    onJob(job);
    onChunk(chunk);
    onInputEnd(job);
  }

  void onChunk(Chunk chunk) {
    if (chunk.job.hasInputEnded()) {
      return; // the job was cancelled, or the pool closed, while its feeder made this
    }
    chunk.job.add(chunk);
    queue(chunk.job);
    assign();
  }

  /** A chunk has items, and waits for more: they are not kept from a worker that has nothing. */
  void onOpen(OpenChunk<?> chunk) {
    if (!chunk.job().hasInputEnded()) {
      open.put(chunk.job(), chunk);
      findWorkSoon();
    }
  }

  /** What became of an item that no worker will see. */
  void onOutcomes(Job job, Outcomes<Object> outcomes) {
    if (!job.hasInputEnded()) {
      tell(job, outcomes);
    }
  }

  void onInputEnd(Job job) {
    job.onInputEnd();
    endIfDone(job);
  }

  void onInputLost(Job job, ProcpoolException cause) {
    job.tellLost(cause);
    onCancel(job);
  }

  void onCancel(Job job) {
    job.cancel();
    for (Worker worker : workers) {
      worker.recallAll(job);
      toSend.add(worker);
    }
    endIfDone(job);
  }

  private void queue(Job job) {
    if (!job.isQueued && job.hasBacklog()) {
      job.isQueued = true;
      turns.add(job);
    }
  }

  private void endIfDone(Job job) {
    if (job.isDone() && jobs.remove(job)) {
      open.remove(job);
      for (Worker worker : workers) {
        worker.forget(job);
        toSend.add(worker);
      }
      job.tellEnd();
      stopWorkersIfDone();
    }
  }

  // ---- who gets what

  private void assign() {
    while (!turns.isEmpty()) {
      Job job = turns.peek();
      if (!job.hasBacklog()) { // it was cancelled; looking for it then would have taken longer
        job.isQueued = false;
        turns.remove();
        continue;
      }
      Worker worker = workers.leastLoaded();
      if (worker == null || worker.load() >= depth(job)) {
        return;
      }
      turns.remove();
      give(worker, job.take());
      job.isQueued = false;
      queue(job);
    }
    findWorkSoon();
  }

  /** How many chunks of a job a worker may have: two, and more of them if they are short. */
  private static int depth(Job job) {
    long nanos = job.nanosPerTask() * job.firstCount();
    return nanos == 0
        ? MIN_DEPTH
        : (int) Math.max(MIN_DEPTH, Math.min(MAX_DEPTH, PREFETCH_NANOS / nanos));
  }

  private void give(Worker worker, Chunk chunk) {
    Chunk given = chunk;
    if (chunk.count > worker.quota()) {
      given = chunk.head(worker.quota());
      chunk.job.putBack(chunk.tail(worker.quota()));
      chunk.job.onSplit();
    }
    given.id = ++lastChunkId;
    given.job.releaseRoom(given);
    worker.give(given);
    toSend.add(worker);
  }

  private void findWorkSoon() {
    boolean isWork = !open.isEmpty() || workers.mostLoaded() != null;
    if (!isSearchDue && isWork && workers.idle() > 0) {
      isSearchDue = true;
      thread.after(SEARCH_DELAY, this::findWork);
    }
  }

  /**
   * For workers that have nothing: what slow inputs have given so far, then what waits with others.
   */
  private void findWork() {
    isSearchDue = false;
    if (workers.idle() > 0) {
      cutOpenChunks();
      recall();
    }
  }

  private void cutOpenChunks() {
    for (OpenChunk<?> chunk : open.values()) {
      Chunk early = chunk.cut();
      if (early != null) {
        onChunk(early);
      }
    }
    open.clear();
  }

  private void recall() {
    for (int idle = turns.isEmpty() ? workers.idle() : 0; idle > 0; idle--) {
      Worker victim = workers.mostLoaded();
      if (victim != null) {
        victim.recall();
        toSend.add(victim);
      }
    }
  }

  // ---- workers

  @Override
  public void onGreeting(WorkerLink link, Greeting greeting) {
    about(link, worker -> greeted(worker, greeting));
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
    post(
        () -> {
          Worker worker = workers.get(link);
          if (worker != null) {
            event.accept(worker);
          }
        });
  }

  private void startWorkers() {
    for (int slot = 0; slot < workers.slots() && state == State.OPEN; slot++) {
      startWorker(slot);
    }
  }

  private void startWorker(int slot) {
    try {
      String name = poolName + "-worker-" + slot;
      WorkerLink link = launcher.start(name, slot, this);
      Worker worker = new Worker(slot, link, settings.maxTasksPerChild());
      workers.add(link, worker);
      thread.after(settings.startTimeout(), () -> killIfSilent(worker));
    } catch (IOException
        | RuntimeException
        | OutOfMemoryError e) { // no thread is such an error too
      fail(new WorkerStartException("A worker of " + poolName + " cannot be started: " + e, e));
    }
  }

  private void killIfSilent(Worker worker) {
    if (worker.state() == Worker.State.STARTING) {
      worker.fault = "it did not greet within " + settings.startTimeout();
      worker.kill();
    }
  }

  private void greeted(Worker worker, Greeting greeting) {
    worker.onGreeting(greeting);
    startFailures = 0;
    firstGreeting.complete(null);
    assign();
    stopWorkersIfDone();
  }

  private void received(Worker worker, List<Frame> frames) {
    for (Frame frame : frames) {
      try {
        on(worker, frame);
      } catch (MalformedPayloadException e) {
        killFor(worker, "a frame of it makes no sense: " + e.getMessage());
      }
    }
    assign();
  }

  private void on(Worker worker, Frame frame) {
    switch (frame.type()) {
      case DONE -> onDone(worker, frame);
      case RECALLED -> onRecalled(worker, frame);
      case STOP -> {
        worker.onStopped();
        toSend.add(worker);
      }
      case HELLO, FUNCTION, RUN, RECALL, FORGET, OUTPUT ->
          killFor(worker, "it sent a frame that no worker sends: " + frame.type());
    }
  }

  private void onDone(Worker worker, Frame frame) {
    Chunk chunk = worker.chunk(frame.id());
    DonePayload.Header header = DonePayload.Header.of(frame);
    if (chunk == null || !header.isNextOf(chunk.done, chunk.count)) {
      killFor(worker, "it answered for tasks that it does not have");
      return;
    }
    worker.onOutcomes(chunk, header.count());
    chunk.job.measure(header.nanos(), header.count());
    tell(chunk.job, new EncodedOutcomes(chunk, frame, header, worker.describe()));
    removeIfDone(worker, chunk);
  }

  private void onRecalled(Worker worker, Frame frame) {
    Chunk chunk = worker.chunk(frame.id());
    int kept = RecallPayload.kept(frame);
    if (chunk == null || kept == RecallPayload.KEEPS_ALL || kept >= chunk.count) {
      return;
    }
    if (kept < chunk.done) {
      killFor(worker, "it gave tasks back that it had done");
      return;
    }
    Chunk rest = chunk.tail(kept);
    chunk.count = kept;
    worker.onGivenBack(rest.count);
    if (!rest.job.isOver()) {
      rest.job.onSplit();
      rest.job.putBack(rest);
      queue(rest.job);
    }
    removeIfDone(worker, chunk);
  }

  private void removeIfDone(Worker worker, Chunk chunk) {
    if (chunk.remaining() == 0) {
      worker.remove(chunk);
      if (worker.state() == Worker.State.STOPPING && worker.load() == 0) {
        killLater(worker);
      }
      chunk.job.onChunkDone();
      endIfDone(chunk.job);
    }
  }

  /** It has been told to stop, and has nothing left to do. */
  private void killLater(Worker worker) {
    thread.after(settings.stopTimeout(), worker::kill);
  }

  private void killFor(Worker worker, String fault) {
    if (worker.state() != Worker.State.GONE) {
      worker.fault = fault;
      worker.kill();
    }
  }

  private void linkEnded(Worker worker, MalformedFrameException failure) {
    if (failure != null) {
      killFor(worker, "what it sends is not procpool's protocol: " + failure.getMessage());
    } else {
      thread.after(EXIT_DELAY, () -> killFor(worker, "it closed its output and did not end"));
    }
  }

  /**
   * What it had started and not told has failed; what it had not started goes to another worker.
   */
  private void exited(Worker worker, WorkerExit exit) {
    worker.onExit();
    String ending = worker.fault == null ? exit.describe() : worker.fault;
    LostOutcomes.Loss loss = new LostOutcomes.Loss(worker.describe(), ending, exit);
    for (Chunk chunk : worker.clearChunks()) {
      lose(chunk, loss);
    }
    assign();
    if (state == State.OPEN || state == State.CLOSING && !jobs.isEmpty()) {
      replace(worker, ending + "." + exit.logAsText(), exit.startFailure());
    }
    closeIfDone();
  }

  private void lose(Chunk chunk, LostOutcomes.Loss loss) {
    int started = Math.max(chunk.done, chunk.started(loss.exit().lastStarted()));
    boolean isPoison = ++chunk.returns > MAX_RETURNS;
    int failed = isPoison ? chunk.count : started;
    if (failed > chunk.done) {
      tell(chunk.job, new LostOutcomes(chunk, failed, loss));
    }
    if (failed < chunk.count && !chunk.job.isOver()) {
      chunk.job.putBack(chunk.tail(failed));
      queue(chunk.job);
    } else {
      chunk.job.onChunkDone();
      endIfDone(chunk.job);
    }
  }

  private void replace(Worker worker, String ending, Throwable cause) {
    startFailures += worker.hasGreeted() ? 0 : 1;
    int mostFailures = Math.max(MIN_START_FAILURES, 2 * workers.slots());
    if (startFailures == mostFailures || !firstGreeting.isDone() && startFailures > 0) {
      fail(new WorkerStartException(worker.describe() + " could not be started: " + ending, cause));
    } else {
      startWorker(worker.slot);
    }
  }

  // ---- the end

  void onClose() {
    if (state != State.OPEN) {
      return;
    }
    state = State.CLOSING;
    cutOpenChunks(); // what was pulled is run
    for (Job job : new ArrayList<>(jobs)) {
      job.onPoolClose();
      endIfDone(job);
    }
    stopWorkersIfDone();
  }

  void onTerminate() {
    fail(new PoolClosedException(poolName + " was terminated before this was done."));
  }

  private void onBug(Throwable bug) {
    fail(new ProcpoolException("A bug in procpool ended " + poolName + "; please report it.", bug));
  }

  private void fail(ProcpoolException cause) {
    if (state == State.TERMINATING || state == State.CLOSED) {
      return;
    }
    state = State.TERMINATING;
    end = cause;
    firstGreeting.completeExceptionally(cause);
    turns.clear();
    open.clear();
    for (Job job : jobs) {
      job.tellLost(cause);
    }
    jobs.clear();
    for (Worker worker : workers) {
      worker.kill();
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
        toSend.add(worker);
        killLater(worker);
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
      thread.end();
      closed.complete(null);
    }
  }
}
