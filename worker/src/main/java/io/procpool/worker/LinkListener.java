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
 * Reads the link: passes work on, answers recalls, and notices when the pool is gone. The end of
 * the stream means just that, however busy the task thread is, for nobody else holds the pipe's
 * other end.
 *
 * <p>A thread of its own reads while tasks run; when none does, the task thread itself: {@link
 * ReadingTurn} says whose turn it is.
 */
final class LinkListener implements Runnable {

  /** What a JVM's end would wait for this thread by itself. */
  private static final int END_MILLIS = 300;

  /** Behind a frame of so many bytes the next is read at once: it may take as long. */
  private static final int LARGE = 64 * 1024;

  private final FrameReader link;
  private final ReadingTurn turn;
  private final Inbox inbox;
  private final Outbox outbox;
  private final ClassLink classes;
  private final long poolPid;
  private final Thread runner = Thread.currentThread();
  private Thread thread;

  /** Volatile: set by the main thread, asked by the listening one. */
  private volatile boolean isEndExpected;

  /** To be made on the thread that runs the tasks. */
  LinkListener(
      FrameReader link,
      ReadingTurn turn,
      Inbox inbox,
      Outbox outbox,
      ClassLink classes,
      long poolPid) {
    this.turn = turn;
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
    turn.wantListener();
    thread.join(END_MILLIS);
  }

  /**
   * Reads until there is something to run, and lets no outcome wait with that; unless the
   * listener's thread is reading. On the task thread.
   */
  void readForTasks() {
    if (turn.beginTaskThreads()) {
      boolean isMoreExpected = false;
      try {
        while (inbox.isEmpty() || link.hasFrame()) {
          if (!link.hasFrame()) {
            outbox.flush();
          }
          isMoreExpected = isLarge(readOne());
        }
      } finally {
        turn.endTaskThreads(isMoreExpected);
      }
    }
  }

  @Override
  public void run() {
    boolean isOpen = true;
    while (isOpen) {
      turn.awaitListeners();
      isOpen = readWhileTasksRun();
      turn.endListeners();
    }
    classes.end(); // a shutdown hook of the job's may still want one
  }

  /**
   * Until the task thread, which waited, has been given something: before long it will have nothing
   * again, and read itself.
   *
   * @return false at the end of the link
   */
  private boolean readWhileTasksRun() {
    boolean hasFed = false;
    Frame frame;
    do {
      frame = readOne();
      hasFed |= inbox.hasFedWaiting();
    } while (frame != null && (!hasFed || isLarge(frame) || link.hasFrame()));
    return frame != null;
  }

  private static boolean isLarge(Frame frame) {
    return frame.length() >= LARGE;
  }

  /**
   * @return {@code null} at the end of the link, if that is expected: else it is this JVM's
   */
  private Frame readOne() {
    try {
      Frame frame = link.read();
      if (frame != null) {
        on(frame);
        return frame;
      }
    } catch (IOException | RuntimeException e) {
      StandardStreams.complain("what the pool sends cannot be read", e);
    }
    if (!isEndExpected) {
      WorkerMain.endAsOrphan();
    }
    return null;
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
