package io.procpool.internal.dispatch;

import io.procpool.internal.workers.WorkerLink;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.RecallPayload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

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

  final int slot;
  private final WorkerLink link;
  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private final Set<Long> functions = new HashSet<>();
  private int quota;
  private State state = State.STARTING;
  private final List<Frame> toSend = new ArrayList<>();
  private String description;
  private boolean hasGreeted;
  private boolean isRecallFutile;
  private boolean isStopped;

  /** What it sent that is no frame, or why it was killed; {@code null} if its end is its own. */
  String fault;

  /**
   * @param quota how many tasks it may be given before it is replaced
   */
  Worker(int slot, WorkerLink link, int quota) {
    this.slot = slot;
    this.link = link;
    this.quota = quota;
    this.description = link.name();
  }

  State state() {
    return state;
  }

  /** Such as {@code procpool-1-worker-3 (pid 4711)}. */
  String describe() {
    return description;
  }

  boolean hasGreeted() {
    return hasGreeted;
  }

  void onGreeting(Greeting greeting) {
    hasGreeted = true;
    description = link.name() + " (pid " + greeting.pid() + ")";
    if (state == State.STARTING) {
      state = State.READY;
    }
  }

  void onExit() {
    state = State.GONE;
  }

  /** How many chunks it has. */
  int load() {
    return chunks.size();
  }

  boolean isIdle() {
    return state == State.READY && chunks.isEmpty();
  }

  /** How many tasks it may still be given. */
  int quota() {
    return quota;
  }

  /** Sends a chunk of no more tasks than its quota, and the job's function if it is new here. */
  void give(Chunk chunk) {
    Job job = chunk.job;
    if (!job.isCall() && functions.add(job.functionId)) {
      toSend.add(new Frame(FrameType.FUNCTION, job.functionId, job.function));
    }
    toSend.add(new Frame(FrameType.RUN, chunk.id, chunk.payload));
    chunks.add(chunk);
    quota -= chunk.count;
    isRecallFutile = false;
    if (quota == 0) {
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
    chunk.done += count;
    isRecallFutile = false;
  }

  void remove(Chunk chunk) {
    chunks.remove(chunk);
  }

  /** Takes from it, as they were given, the chunks that it had. */
  Iterable<Chunk> clearChunks() {
    ArrayDeque<Chunk> had = new ArrayDeque<>(chunks);
    chunks.clear();
    return had;
  }

  /** How many tasks could be taken from it: all that it has but the one that runs. */
  int recallable() {
    if (isRecallFutile) {
      return 0;
    }
    int tasks = -1;
    for (Chunk chunk : chunks) {
      tasks += chunk.remaining();
    }
    return tasks;
  }

  /** Asks its last chunk back, once until something changes: a second answer would be the same. */
  void recall() {
    isRecallFutile = true;
    toSend.add(RecallPayload.recall(chunks.getLast().id, false));
  }

  /** Asks all back that has not started of one job. */
  void recallAll(Job job) {
    for (Iterator<Chunk> last = chunks.descendingIterator(); last.hasNext(); ) {
      Chunk chunk = last.next();
      if (chunk.job == job) {
        toSend.add(RecallPayload.recall(chunk.id, true));
      }
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
      toSend.add(Frame.of(FrameType.FORGET, job.functionId));
    }
  }

  /** Lets it finish what it has, and end. */
  void stop() {
    state = State.STOPPING;
    toSend.add(Frame.of(FrameType.STOP, 0));
  }

  /** It says that it is done, and waits to be let go. */
  void onStopped() {
    isStopped = true;
  }

  /** Hands its link the frames that were made for it. */
  void passOn() {
    if (!toSend.isEmpty()) {
      link.send(List.copyOf(toSend));
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
}
