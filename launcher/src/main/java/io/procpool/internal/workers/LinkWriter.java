package io.procpool.internal.workers;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * The thread that writes one worker's frames: the only one that blocks on its standard input.
 * Frames that wait together are written together. Adding one never blocks; the pool bounds how many
 * there are. A few bytes for an empty pipe are written by whoever adds them: that does not block,
 * and saves them the way over this thread.
 *
 * <p>Its lock guards the queue and who writes, and is never held while somebody does.
 */
final class LinkWriter implements Runnable {

  /** What an empty pipe takes at once, in bytes, be it the smallest that Linux makes. */
  static final int PIPE_LENGTH = 4096;

  /** Ends the worker's input. */
  private static final List<Frame> END = List.of();

  private final Queue<List<Frame>> queue = new ArrayDeque<>();
  private final Runnable kill;
  private final OutputStream out;

  /** Whoever writes has it, so it goes from one thread to the other under the lock. */
  private final FrameWriter writer;

  /** Somebody writes, or nobody will any more. */
  private boolean isWriting;

  /**
   * @param kill ends the worker, if it cannot be told all
   */
  LinkWriter(Runnable kill, OutputStream out) {
    this.kill = kill;
    this.out = out;
    this.writer = new FrameWriter(out);
  }

  /**
   * Adds frames behind those that were added before, always by the one thread that owns the pool at
   * the time.
   *
   * @param frames one at least
   * @param isPipeEmpty whether the worker has read all that was added before
   */
  void add(List<Frame> frames, boolean isPipeEmpty) {
    if (isPipeEmpty && size(frames) <= PIPE_LENGTH && begin()) {
      writeHere(frames);
    } else {
      queue(frames);
    }
  }

  /** Ends the worker's input behind what was added. */
  void end() {
    queue(END);
  }

  @Override
  public void run() {
    boolean isAtEnd = false;
    try {
      writeAll();
      isAtEnd = true;
    } catch (IOException e) {
      isAtEnd = false; // the worker is ending: its end tells more than this does
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!isAtEnd) {
        kill.run(); // one that still lives would wait for ever for what was not written
      }
    }
  }

  private static long size(List<Frame> frames) {
    long size = 0;
    for (Frame frame : frames) {
      size += frame.size();
    }
    return size;
  }

  private void writeHere(List<Frame> frames) {
    boolean isWritten = false;
    try {
      write(frames);
      writer.flush();
      isWritten = true;
    } catch (IOException e) {
      isWritten = false; // as above
    } finally {
      finish();
      if (!isWritten) {
        kill.run();
      }
    }
  }

  private void writeAll() throws IOException, InterruptedException {
    for (List<Frame> frames = take(); frames != END; frames = next()) {
      write(frames);
    }
    writer.flush();
    out.close();
  }

  private void write(List<Frame> frames) throws IOException {
    for (Frame frame : frames) {
      writer.write(frame);
    }
  }

  private List<Frame> next() throws IOException, InterruptedException {
    List<Frame> waiting = poll();
    if (waiting != null) {
      return waiting;
    }
    writer.flush();
    finish();
    return take();
  }

  private synchronized void queue(List<Frame> frames) {
    queue.add(frames);
    notifyAll();
  }

  private synchronized List<Frame> poll() {
    return queue.poll();
  }

  /** Waits for frames, and begins to write. */
  private synchronized List<Frame> take() throws InterruptedException {
    while (isWriting || queue.isEmpty()) {
      wait();
    }
    isWriting = true;
    return queue.remove();
  }

  /**
   * @return false if somebody else writes, or is about to
   */
  private synchronized boolean begin() {
    boolean isFree = !isWriting && queue.isEmpty();
    isWriting |= isFree;
    return isFree;
  }

  private synchronized void finish() {
    isWriting = false;
    if (!queue.isEmpty()) {
      notifyAll();
    }
  }
}
