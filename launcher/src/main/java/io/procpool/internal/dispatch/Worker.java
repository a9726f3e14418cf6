package io.procpool.internal.dispatch;

import io.procpool.PoolEvent.Recycling;
import io.procpool.PoolWorker;
import io.procpool.internal.workers.WorkerExit;
import io.procpool.internal.workers.WorkerLink;
import io.procpool.protocol.AnnexFolder;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.InterruptPayload;
import io.procpool.protocol.LoaderNumber;
import io.procpool.protocol.RecallPayload;
import io.procpool.protocol.StatusPage;
import io.procpool.protocol.StatusPage.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One worker as the dispatcher sees it: what it has, and what it was told. The pool thread's own.
 *
 * <pre>
 *   STARTING -- greeting --> READY -- quota reached, or pool closing --> STOPPING
 *   any of them, once its stream has ended and its exit is known: --> GONE
 * </pre>
 */
final class Worker {

  enum State {
    STARTING,
    READY,
    STOPPING,
    GONE
  }

  /** Chunks count from 1. */
  private static final long NO_CHUNK = 0;

  /** The slot of a worker that has none, and so no tasks: it waits for another's. */
  static final int SPARE = -1;

  private int slot;
  private final boolean wasSpare;

  /** A debugger may hold it: no limit of time applies to it. */
  final boolean isDebugged;

  private final WorkerLink link;
  private final HandOver handOver;
  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private final Set<Long> functions = new HashSet<>();

  /** The numbers of the loaders that it may ask: a thread of a task may do so for ever. */
  private final Set<Long> loaders = new HashSet<>();

  private final long startNanos = System.nanoTime();
  private Duration startTime = Duration.ZERO;
  private int quota;
  private long tasksEnded;
  private State state = State.STARTING;
  private final List<Frame> toSend = new ArrayList<>();
  private String description;
  private PoolWorker identity;

  /** The chunk whose RUN is the last frame that was made for it. */
  private long lastSent = NO_CHUNK;

  /** It has read all that was sent to it. */
  private boolean isLinkEmpty = true;

  private boolean isRecallFutile;
  private boolean isStopped;

  private boolean hasBeenReady;
  private boolean hasHadTasks;
  private Greeting greeting;

  /** What to add to its clock's time to have this one's. */
  private long clockOffset;

  /** When it was ready, last gave outcomes, or was given a first chunk. */
  private long progressNanos;

  /** Its progress when it was last found silent; 0 if it was not. */
  private long silentSinceNanos;

  /** When its size in memory was last looked at. */
  long measuredNanos;

  /** It will be looked at again soon. */
  boolean isMeasureAwaited;

  /** Rings when its task may be over its limit; {@code null} as long as none has had one. */
  Alarm watch;

  /** It is given no tasks, for something else that it is to run. */
  boolean isReserved;

  private String fault;

  /** Why the pool has asked it to end; {@code null} if it has not. */
  Recycling recycling;

  /** Why it cannot be used; {@code null} if it can. */
  Throwable startFailure;

  /** What it said when its JVM began to end by itself; {@code null} if it has not. */
  Frame ending;

  /**
   * @param slot its place in the pool, or {@link #SPARE}
   * @param isDebugged whether a debugger may hold it
   * @param quota how many tasks it may be given before it is replaced
   * @param handOver is told when it has frames
   */
  Worker(int slot, boolean isDebugged, WorkerLink link, int quota, HandOver handOver) {
    this.slot = slot;
    this.isDebugged = isDebugged;
    this.wasSpare = slot == SPARE;
    this.link = link;
    this.quota = quota;
    this.handOver = handOver;
    this.description = link.name();
    this.identity = new PoolWorker(link.name(), slot, 0);
  }

  State state() {
    return state;
  }

  int slot() {
    return slot;
  }

  boolean isSpare() {
    return slot == SPARE;
  }

  /** It is no spare any more. */
  void takePlace(int its, String name) {
    slot = its;
    progressNanos = System.nanoTime();
    link.rename(name);
    if (hasGreeted()) {
      tellPlace();
    } else {
      identity = new PoolWorker(name, slot, 0);
      description = name;
    }
  }

  private void tellPlace() {
    identity = new PoolWorker(link.name(), slot, greeting.pid());
    description = identity.toString();
    send(new Frame(FrameType.PLACE, slot, link.name().getBytes(StandardCharsets.UTF_8)));
  }

  /** Such as {@code procpool-1-worker-3 (pid 4711)}. */
  String describe() {
    return description;
  }

  PoolWorker identity() {
    return identity;
  }

  /** From its start until it was ready. */
  Duration startTime() {
    return startTime;
  }

  String name() {
    return link.name();
  }

  /** Of its process; 0 as long as it has not greeted. */
  long pid() {
    return greeting == null ? 0 : greeting.pid();
  }

  /** What it said of itself; {@code null} as long as it has not. */
  Greeting greeting() {
    return greeting;
  }

  boolean hasGreeted() {
    return greeting != null;
  }

  boolean hasBeenReady() {
    return hasBeenReady;
  }

  /** Whether it has ever been given one. */
  boolean hasHadTasks() {
    return hasHadTasks;
  }

  void onGreeting(Greeting its) {
    greeting = its;
    clockOffset = System.nanoTime() - its.nanos();
    identity = new PoolWorker(link.name(), slot, its.pid());
    description = identity.toString();
    if (wasSpare && !isSpare()) {
      tellPlace();
    }
  }

  /** It may be given tasks. */
  void onReady() {
    if (state == State.STARTING) {
      hasBeenReady = true;
      progressNanos = System.nanoTime();
      startTime = Duration.ofNanos(progressNanos - startNanos);
      state = State.READY;
    }
  }

  /** What its process holds in memory, in bytes; 0 if that cannot be known. */
  long residentBytes() {
    return link.residentBytes();
  }

  void onExit() {
    state = State.GONE;
  }

  /** Where it puts the large arrays of its results. */
  AnnexFolder annexes() {
    return link.annexes();
  }

  /** It is gone, and all is known that it has told. */
  void discardAnnexes() {
    link.discardAnnexes();
  }

  /** How many chunks it has. */
  int load() {
    return chunks.size();
  }

  boolean isIdle() {
    return state == State.READY && chunks.isEmpty() && !isSpare() && !isReserved;
  }

  /** Since when it has nothing, if it is idle; by {@code System.nanoTime()}. */
  long idleNanos() {
    return progressNanos;
  }

  /** How many tasks it may still be given. */
  int quota() {
    return quota;
  }

  /** Sends a chunk of no more tasks than its quota, and the job's function if it is new here. */
  void give(Chunk chunk) {
    Job job = chunk.job;
    loaders.add(job.loader.number);
    if (job.function != null && functions.add(job.functionId)) {
      send(job.function);
    }
    send(new Frame(FrameType.RUN, chunk.id, chunk.payload, chunk.length));
    lastSent = chunk.id;
    hasHadTasks = true;
    if (chunks.isEmpty()) {
      progressNanos = System.nanoTime();
    }
    chunks.add(chunk);
    quota -= chunk.count;
    isRecallFutile = false;
    if (quota == 0) {
      recycling = Recycling.MAX_TASKS;
      stop();
    }
  }

  /** The chunk with an id, or {@code null} if this worker does not have it. */
  Chunk chunk(long id) {
    for (Chunk chunk : chunks) {
      if (chunk.id == id) {
        return chunk;
      }
    }
    return null;
  }

  void onOutcomes(Chunk chunk, int count) {
    progressNanos = System.nanoTime();
    chunk.done += count;
    tasksEnded += count;
    isRecallFutile = false;
    isLinkEmpty |= chunk.id == lastSent; // it reads what comes before it answers
  }

  void remove(Chunk chunk) {
    chunks.remove(chunk);
  }

  /** The chunks that it has, as they were given. */
  Iterable<Chunk> chunks() {
    return chunks;
  }

  boolean has(Chunk chunk) {
    return chunks.contains(chunk);
  }

  /** Takes from it, as they were given, the chunks that it had. */
  List<Chunk> clearChunks() {
    List<Chunk> had = List.copyOf(chunks);
    chunks.clear();
    return had;
  }

  /**
   * The task that runs, as it can be seen from here; {@code null} if none does. Without a status
   * page it is the first that has not ended.
   */
  Running running() {
    Optional<Status> status = link.status();
    if (status.isEmpty()) {
      Chunk first = chunks.peek();
      return first == null ? null : new Running(first, first.done, progressNanos);
    }
    Status seen = status.get();
    Chunk chunk = chunk(seen.chunkId());
    boolean isRunning = chunk != null && seen.task() >= chunk.done && seen.task() < chunk.count;
    boolean isWhole = isRunning && link.status().equals(status); // else it has just gone on
    boolean isOver = seen.sinceNanos() == StatusPage.ENDED; // and its outcome is being sent
    return isWhole && !isOver
        ? new Running(chunk, seen.task(), seen.sinceNanos() + clockOffset)
        : null;
  }

  /**
   * Whether it has tasks, runs none of them, and nothing has been heard of it for a time: not when
   * this was last asked either.
   */
  boolean isStuck(Duration time) {
    boolean isSilent = !chunks.isEmpty() && System.nanoTime() - progressNanos > time.toNanos();
    boolean isStuck = isSilent && silentSinceNanos == progressNanos;
    silentSinceNanos = isSilent ? progressNanos : 0;
    return isStuck;
  }

  /** The task that it started last, by what is left of it. */
  Status lastStarted(WorkerExit exit) {
    Chunk first = chunks.peek();
    Status unknown = first == null ? Status.NONE : new Status(first.id, first.done, 0, 0);
    return exit.status().orElse(unknown);
  }

  /** How many tasks it has brought to their end. */
  long tasksEnded() {
    return tasksEnded;
  }

  /** How many tasks it has. */
  int remaining() {
    int tasks = 0;
    for (Chunk chunk : chunks) {
      tasks += chunk.remaining();
    }
    return tasks;
  }

  /** How many tasks could be taken from it: all that it has but the one that runs. */
  int recallable() {
    if (isRecallFutile) {
      return 0;
    }
    return remaining() - 1;
  }

  /** Asks its last chunk back, once until something changes: a second answer would be the same. */
  void recall() {
    isRecallFutile = true;
    send(RecallPayload.recall(chunks.getLast().id, false));
  }

  /** The last of the chunks that wait with it behind one that runs; {@code null} if none does. */
  Chunk lastWaiting() {
    return state == State.READY && chunks.size() > 1 ? chunks.getLast() : null;
  }

  /** Asks all back that has not started of some chunks, the last first. */
  void recallAll(Predicate<Chunk> which) {
    for (Iterator<Chunk> last = chunks.descendingIterator(); last.hasNext(); ) {
      Chunk chunk = last.next();
      if (which.test(chunk)) {
        send(RecallPayload.recall(chunk.id, true));
      }
    }
  }

  /** Asks all back that has not started, and lets it finish what it runs, and end. */
  void retire(Recycling why) {
    recallAll(chunk -> true);
    if (state == State.READY) {
      recycling = why;
      stop();
    }
  }

  /**
   * Interrupts a task if it still runs.
   *
   * @param task counted in the chunk, or {@link InterruptPayload#ANY_TASK}
   */
  void interrupt(Chunk chunk, int task) {
    send(InterruptPayload.interrupt(chunk.id, task));
  }

  /** Has it run something when it ends because it is told to. */
  void hook(ExitHook exitHook) {
    loaders.add(exitHook.loader.number);
    send(new Frame(FrameType.EXIT_HOOK, exitHook.loader.number, exitHook.encoded));
  }

  /** Has it run the pool's initializer. */
  void initialize(Initializer initializer) {
    long loader = initializer.loader().number;
    loaders.add(loader);
    send(new Frame(FrameType.INITIALIZE, loader, initializer.encoded()));
  }

  /** Whether it was given something whose classes this loader finds, and may ask it. */
  boolean mayAsk(long loader) {
    return loader != LoaderNumber.CLASS_PATH_ALONE && loaders.contains(loader);
  }

  /** What it asked for; unless it is gone by now. */
  void answer(Frame classAnswer) {
    if (state != State.GONE) {
      send(classAnswer);
    }
  }

  void forgetLoader(long number) {
    if (loaders.contains(number) && state == State.READY) {
      send(Frame.of(FrameType.FORGET_LOADER, number));
    }
  }

  void onGivenBack(int tasks) {
    isRecallFutile = false;
    if (state == State.READY) {
      quota += tasks;
    }
  }

  void forget(Job job) {
    if (functions.remove(job.functionId) && state == State.READY) {
      send(Frame.of(FrameType.FORGET, job.functionId));
    }
  }

  /**
   * It is ending by itself: nothing is given to it any more, and what it has not begun is asked
   * back.
   */
  void leave() {
    if (state == State.READY) {
      recallAll(chunk -> true);
      state = State.STOPPING;
    }
  }

  /** Lets it finish what it has, and end. */
  void stop() {
    state = State.STOPPING;
    send(Frame.of(FrameType.STOP, 0));
  }

  /** It says that it is done, and waits to be let go. */
  void onStopped() {
    isStopped = true;
    handOver.send(this);
  }

  /** Hands its link the frames that were made for it. */
  void passOn() {
    if (!toSend.isEmpty()) {
      link.send(List.copyOf(toSend), isLinkEmpty);
      isLinkEmpty = false;
      toSend.clear();
    }
    if (isStopped) {
      isStopped = false;
      link.endInput();
    }
  }

  void kill() {
    link.kill();
  }

  /** Kills it for a reason, of which the first counts. */
  void killFor(String reason) {
    if (state != State.GONE) {
      fault = fault == null ? reason : fault;
      leave();
      link.kill();
    }
  }

  /** Why the pool killed it; {@code null} if its end is its own. */
  String fault() {
    return fault;
  }

  private void send(Frame frame) {
    lastSent = NO_CHUNK;
    toSend.add(frame);
    handOver.send(this);
  }

  /**
   * A task that runs.
   *
   * @param task counted in the chunk
   * @param sinceNanos by this JVM's {@code System.nanoTime()}
   */
  record Running(Chunk chunk, int task, long sinceNanos) {}
}
