package io.procpool.worker;

import io.procpool.codec.ThrowableForm;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameReader;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.InterruptPayload;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.RecallPayload;
import java.io.IOException;

/**
 * Reads the link while tasks run: passes work on, answers recalls, and notices when the pool is
 * gone. The end of the stream means just that, however busy the task thread is, for nobody else
 * holds the pipe's other end.
 */
final class LinkListener implements Runnable {

  /** What a JVM's end would wait for this thread by itself. */
  private static final int END_MILLIS = 300;

  private final FrameReader link;
  private final Inbox inbox;
  private final Outbox outbox;
  private final ClassLink classes;
  private final long poolPid;
  private final Thread runner = Thread.currentThread();
  private Thread thread;

  /** Volatile: set by the main thread, asked by the listening one. */
  private volatile boolean isEndExpected;

  /** To be made on the thread that runs the tasks. */
  LinkListener(FrameReader link, Inbox inbox, Outbox outbox, ClassLink classes, long poolPid) {
    this.classes = classes;
    this.poolPid = poolPid;
    this.link = link;
    this.inbox = inbox;
    this.outbox = outbox;
  }

  void start() {
    thread = OurThread.start(this, "procpool-link");
  }

  /** Tells the pool that all is done, and waits for it to end the link, but not for long. */
  void finish() throws InterruptedException {
    isEndExpected = true;
    OurThread.start(new EndGuard(poolPid), "procpool-end");
    outbox.send(Frame.of(FrameType.STOP, 0));
    thread.join(END_MILLIS);
  }

  @Override
  public void run() {
    try {
      for (Frame frame = link.read(); frame != null; frame = link.read()) {
        on(frame);
      }
    } catch (IOException | RuntimeException e) {
      StandardStreams.complain("what the pool sends cannot be read", e);
    }
    if (!isEndExpected) {
      WorkerMain.endAsOrphan();
    }
    classes.end(); // a shutdown hook of the job's may still want one
  }

  private void on(Frame frame) {
    if (frame.type() == FrameType.RECALL) {
      int kept = inbox.giveBack(frame.id(), RecallPayload.isForAll(frame));
      outbox.send(RecallPayload.recalled(frame.id(), kept));
    } else if (frame.type() == FrameType.INTERRUPT) {
      interrupt(frame);
    } else if (frame.type() == FrameType.CLASS_ANSWER) {
      classes.onAnswer(frame);
    } else if (!inbox.add(frame)) {
      outbox.send(RecallPayload.recalled(frame.id(), 0));
    }
  }

  /** The stack is taken and sent first: a task that is interrupted is soon elsewhere. */
  private void interrupt(Frame frame) {
    Chunk chunk = inbox.current(frame.id());
    int task = InterruptPayload.task(frame);
    if (chunk != null && chunk.isRunning(task)) {
      outbox.send(interrupted(frame.id(), task, runner.getStackTrace()));
      chunk.interrupt(task, runner);
    }
  }

  private static Frame interrupted(long chunkId, int task, StackTraceElement[] stack) {
    PayloadWriter payload = new PayloadWriter(1024);
    payload.writeInt(task);
    ThrowableForm.encodePlace("the task's thread in the worker", stack, payload);
    return new Frame(FrameType.INTERRUPTED, chunkId, payload.bytes(), payload.size());
  }
}
