package io.procpool.worker;

import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameReader;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.OutcomeKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a hidden JVM's tasks have given, looked at when it ends: if one of them has not ended as it
 * should, nobody is to use the archive.
 */
final class TrainingVerdict extends Thread {

  private final ByteArrayOutputStream link = new ByteArrayOutputStream();
  private final List<OutcomeKind> expected;

  /**
   * @param expected in the order of the tasks, of which each is a chunk
   */
  TrainingVerdict(List<OutcomeKind> expected) {
    super("procpool-verdict");
    this.expected = expected;
  }

  /** Takes what the worker sends. */
  OutputStream link() {
    return link;
  }

  @Override
  public void run() {
    try {
      if (!kinds().equals(expected)) {
        WorkerMain.endAsBroken();
      }
    } catch (IOException | RuntimeException e) {
      WorkerMain.endAsBroken();
    }
  }

  private List<OutcomeKind> kinds() throws IOException {
    List<OutcomeKind> kinds = new ArrayList<>();
    FrameReader frames =
        new FrameReader(new ByteArrayInputStream(link.toByteArray()), Frame.MAX_LENGTH);
    Greeting.await(frames);
    for (Frame frame = frames.read(); frame != null; frame = frames.read()) {
      if (frame.type() == FrameType.DONE) {
        kinds.add(OutcomeKind.of(frame.payload()[DonePayload.HEADER_LENGTH]));
      }
    }
    return kinds;
  }
}
