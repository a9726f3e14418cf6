package io.procpool.worker;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.RecallPayload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What the pool has asked for and this worker has not begun. Whoever reads the link adds, the task
 * thread takes; its lock is between the listener and the task thread.
 */
final class Inbox {

  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private Chunk current;

  /** The task thread waits. */
  private boolean isAwaited;

  /** It waited when the last frame was added. */
  private boolean hasFedWaiting;

  private boolean isRetiring;

  /**
   * @return false if it is a chunk that this worker does not take any more
   */
  synchronized boolean add(Frame frame) {
    if (frame.type() == FrameType.RUN) {
      if (isRetiring) {
        return false;
      }
      chunks.add(new Chunk(frame));
    }
    frames.add(frame);
    hasFedWaiting = isAwaited;
    isAwaited = false;
    notify();
    return true;
  }

  synchronized boolean isEmpty() {
    return frames.isEmpty();
  }

  /** Whether the task thread has been waiting, and was given something, since this was asked. */
  synchronized boolean hasFedWaiting() {
    boolean hasFed = hasFedWaiting;
    hasFedWaiting = false;
    return hasFed;
  }

  /** The next frame, or {@code null} if none waits. */
  synchronized Frame poll() {
    return frames.poll();
  }

  /** Waits for the next frame. */
  synchronized Frame take() throws InterruptedException {
    while (frames.isEmpty()) {
      isAwaited = true;
      wait();
    }
    return frames.poll();
  }

  /** The chunk of the RUN frame that was taken last; from now on it is the one that runs. */
  synchronized Chunk startChunk() {
    current = chunks.poll();
    return current;
  }

  synchronized void endChunk() {
    current = null;
  }

  /** The chunk that runs, or {@code null} if it is not this one. */
  synchronized Chunk current(long chunkId) {
    return current != null && current.id == chunkId ? current : null;
  }

  /**
   * From now on no task is started.
   *
   * @return the frames that give back those that have not been
   */
  synchronized List<Frame> retire() {
    isRetiring = true;
    List<Frame> givenBack = new ArrayList<>();
    if (current != null) {
      givenBack.add(RecallPayload.recalled(current.id, current.giveBack(true)));
    }
    for (Chunk chunk : chunks) {
      givenBack.add(RecallPayload.recalled(chunk.id, chunk.giveBack(true)));
    }
    return givenBack;
  }

  /**
   * Gives tasks of a chunk back to the pool.
   *
   * @return how many tasks of it stay, counted from its first; or {@link RecallPayload#KEEPS_ALL}
   *     if it is not here any more
   */
  synchronized int giveBack(long chunkId, boolean all) {
    if (current != null && current.id == chunkId) {
      return current.giveBack(all);
    }
    for (Chunk chunk : chunks) {
      if (chunk.id == chunkId) {
        return chunk.giveBack(all);
      }
    }
    return RecallPayload.KEEPS_ALL;
  }
}
