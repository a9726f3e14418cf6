package io.procpool.internal.workers;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The thread that writes one worker's frames: the only one that blocks on its standard input.
 * Frames that wait together are written together. Adding one never blocks; the pool bounds how many
 * there are.
 */
final class LinkWriter implements Runnable {

  /** Ends the worker's input. */
  private static final List<Frame> END = List.of();

  private final BlockingQueue<List<Frame>> queue = new LinkedBlockingQueue<>();
  private final WorkerLink worker;
  private final OutputStream out;

  LinkWriter(WorkerLink worker, OutputStream out) {
    this.worker = worker;
    this.out = out;
  }

  /**
   * @param frames one at least
   */
  void add(List<Frame> frames) {
    queue.add(frames);
  }

  /** Ends the worker's input behind what was added. */
  void end() {
    queue.add(END);
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
        worker.kill(); // one that still lives would wait for ever for what was not written
      }
    }
  }

  private void writeAll() throws IOException, InterruptedException {
    FrameWriter writer = new FrameWriter(out);
    for (List<Frame> frames = queue.take(); frames != END; frames = next(writer)) {
      for (Frame frame : frames) {
        writer.write(frame);
      }
    }
    writer.flush();
    out.close();
  }

  private List<Frame> next(FrameWriter writer) throws IOException, InterruptedException {
    List<Frame> waiting = queue.poll();
    if (waiting != null) {
      return waiting;
    }
    writer.flush();
    return queue.take();
  }
}
