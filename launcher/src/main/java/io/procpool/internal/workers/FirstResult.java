package io.procpool.internal.workers;

import io.procpool.internal.workers.archive.ClassArchive;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.MalformedFrameException;
import java.util.List;

/**
 * Passes on what is told of a worker, and has the archive tended behind its first result: until
 * then all of the machine is the job's.
 */
final class FirstResult implements WorkerListener {

  private final WorkerListener listener;
  private final ClassArchive archive;

  /** The reader's. */
  private boolean isThere;

  FirstResult(WorkerListener listener, ClassArchive archive) {
    this.listener = listener;
    this.archive = archive;
  }

  @Override
  public void onGreeting(WorkerLink worker, Greeting greeting) {
    listener.onGreeting(worker, greeting);
  }

  @Override
  public void onFrames(WorkerLink worker, List<Frame> frames) {
    listener.onFrames(worker, frames);
    if (!isThere) {
      tendBehindFirst(frames);
    }
  }

  private void tendBehindFirst(List<Frame> frames) {
    for (Frame frame : frames) {
      if (frame.type() == FrameType.DONE) {
        isThere = true;
        archive.tend();
        return;
      }
    }
  }

  @Override
  public void onLinkEnd(WorkerLink worker, MalformedFrameException failure) {
    listener.onLinkEnd(worker, failure);
  }

  @Override
  public void onExit(WorkerLink worker, WorkerExit exit) {
    listener.onExit(worker, exit);
  }
}
