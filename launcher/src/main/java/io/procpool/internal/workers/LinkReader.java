package io.procpool.internal.workers;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameReader;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.MalformedFrameException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The thread that reads one worker's frames: the only one that blocks on its standard output.
 * Frames that arrived together are told together; what tasks printed and logged comes out here,
 * before their results. Who is told may go on from there on this thread: it comes back without
 * having blocked.
 */
final class LinkReader implements Runnable {

  private static final int MOST_TOLD_TOGETHER = 1024;

  private final WorkerLink worker;
  private final InputStream in;
  private final WorkerListener listener;
  private final WorkerSettings.Output output;
  private final RelayedLog log;

  /** Volatile: counted on this thread, asked by the one that waits for its end. */
  private volatile long steps;

  LinkReader(
      WorkerLink worker, InputStream in, WorkerListener listener, WorkerSettings.Output output) {
    this.worker = worker;
    this.in = in;
    this.listener = listener;
    this.output = output;
    this.log = new RelayedLog(worker.name());
  }

  /** Grows with each frame that is read and each line that is printed. */
  long steps() {
    return steps;
  }

  @Override
  public void run() {
    MalformedFrameException failure = null;
    try {
      readAll();
    } catch (MalformedFrameException e) {
      failure = e;
    } catch (IOException e) {
      failure = null; // ended inside a frame, or closed: the worker is ending
    } catch (RuntimeException | Error e) {
      failure = new MalformedFrameException("the pool could not take it: " + e);
    } finally {
      listener.onLinkEnd(
          worker, failure); // whatever ended this thread, or the worker would go unheard
    }
  }

  private void readAll() throws IOException {
    FrameReader reader = new FrameReader(in, Frame.MAX_LENGTH);
    listener.onGreeting(worker, Greeting.await(reader));
    for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
      tellWithThoseAtHand(frame, reader);
    }
  }

  private void tellWithThoseAtHand(Frame first, FrameReader reader) throws IOException {
    List<Frame> frames = new ArrayList<>();
    sort(first, frames);
    try {
      for (int read = 1; read < MOST_TOLD_TOGETHER && reader.hasFrame(); read++) {
        sort(reader.read(), frames);
      }
    } finally {
      listener.onFrames(worker, frames); // those before one that makes no sense do
    }
  }

  private void sort(Frame frame, List<Frame> frames) {
    step();
    if (frame.type() == FrameType.OUTPUT) {
      print(new String(frame.payload(), 0, frame.length(), StandardCharsets.UTF_8));
    } else if (frame.type() == FrameType.LOG) {
      log.log(frame);
      step();
    } else {
      frames.add(frame);
    }
  }

  private void print(String lines) {
    lines.lines().forEach(this::printLine);
  }

  private void printLine(String line) {
    output.print(output.out(), worker.name(), line);
    step();
  }

  private void step() {
    steps++; // by nobody else
  }
}
