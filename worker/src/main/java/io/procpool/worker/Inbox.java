package io.procpool.worker;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.RecallPayload;
import java.util.ArrayDeque;

/**
 * What the pool has asked for and this worker has not begun. The listener adds, the task thread
 * takes; its lock is between these two.
 */
final class Inbox {

  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private Chunk current;

  synchronized void add(Frame frame) {
    if (frame.type() == FrameType.RUN) {
      chunks.add(new Chunk(frame));
    }
    frames.add(frame);
    notify();
  }

  /** The next frame, or {@code null} if none waits. */
  synchronized Frame poll() {
    return frames.poll();
  }

  /** Waits for the next frame. */
  synchronized Frame take() throws InterruptedException {
    while (frames.isEmpty()) {
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
