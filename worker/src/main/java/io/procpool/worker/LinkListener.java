package io.procpool.worker;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameReader;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.RecallPayload;
import java.io.IOException;

/**
 * Reads the link while tasks run: passes work on, answers recalls, and notices when the pool is
 * gone. The end of the stream means just that, however busy the task thread is, for nobody else
 * holds the pipe's other end.
 */
final class LinkListener implements Runnable {

  private final FrameReader link;
  private final Inbox inbox;
  private final Outbox outbox;

  LinkListener(FrameReader link, Inbox inbox, Outbox outbox) {
    this.link = link;
    this.inbox = inbox;
    this.outbox = outbox;
  }

  void start() {
    OurThread.start(this, "procpool-link");
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
    WorkerMain.endAsOrphan();
  }

  private void on(Frame frame) {
    if (frame.type() == FrameType.RECALL) {
      int kept = inbox.giveBack(frame.id(), RecallPayload.isForAll(frame));
      outbox.send(RecallPayload.recalled(frame.id(), kept));
    } else {
      inbox.add(frame);
    }
  }
}
