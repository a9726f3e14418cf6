package io.procpool.internal.workers;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.FrameWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The thread that writes one worker's frames: the only one that blocks on its standard input.
 * Frames that wait together are written together. Adding one never blocks; the pool bounds how many
 * there are.
 */
final class LinkWriter implements Runnable {

  /** Ends the thread; never written. */
  private static final Frame END = Frame.of(FrameType.STOP, -1);

  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final WorkerLink worker;
  private final OutputStream out;

  LinkWriter(WorkerLink worker, OutputStream out) {
    this.worker = worker;
    this.out = out;
  }

  void add(Frame frame) {
    frames.add(frame);
  }

  /** Ends the worker's input behind what was added. */
  void end() {
    frames.add(END);
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
    for (Frame frame = frames.take(); frame != END; frame = next(writer)) {
      writer.write(frame);
    }
    writer.flush();
    out.close();
  }

  private Frame next(FrameWriter writer) throws IOException, InterruptedException {
    Frame waiting = frames.poll();
    if (waiting != null) {
      return waiting;
    }
    writer.flush();
    return frames.take();
  }
}
