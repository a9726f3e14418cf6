package io.procpool.internal.workers;

import io.procpool.protocol.Frame;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.MalformedFrameException;
import java.util.List;

/**
 * Stands for the listener of a worker that is started before there is one. What is told before that
 * waits, with the worker's own thread that tells it.
 */
final class AheadListener implements WorkerListener {

  /** Guarded by this: {@code null} as long as nobody listens. */
  private WorkerListener listener;

  /** From now on there is one. */
  synchronized void passTo(WorkerListener found) {
    listener = found;
    notifyAll();
  }

  /** There will be none: whatever becomes of it is only cleaned up. */
  void passToNobody() {
    passTo(new Nobody());
  }

  private synchronized WorkerListener listener() {
    while (listener == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        continue; // nobody has a reason to
      }
    }
    return listener;
  }

  @Override
  public void onGreeting(WorkerLink worker, Greeting greeting) {
    listener().onGreeting(worker, greeting);
  }

  @Override
  public void onFrames(WorkerLink worker, List<Frame> frames) {
    listener().onFrames(worker, frames);
  }

  @Override
  public void onLinkEnd(WorkerLink worker, MalformedFrameException failure) {
    listener().onLinkEnd(worker, failure);
  }

  @Override
  public void onExit(WorkerLink worker, WorkerExit exit) {
    listener().onExit(worker, exit);
  }

  private static final class Nobody implements WorkerListener {

    @Override
    public void onGreeting(WorkerLink worker, Greeting greeting) {
      // it is killed
    }

    @Override
    public void onFrames(WorkerLink worker, List<Frame> frames) {
      // it was sent nothing
    }

    @Override
    public void onLinkEnd(WorkerLink worker, MalformedFrameException failure) {
      // its exit comes
    }

    @Override
    public void onExit(WorkerLink worker, WorkerExit exit) {
      worker.discardAnnexes();
    }
  }
}
