package io.procpool.protocol;

/**
 * What {@link FrameType#INTERRUPT} and {@link FrameType#INTERRUPTED} carry.
 *
 * <pre>
 *   INTERRUPT    | task counted in the chunk, -1: whichever of the chunk runs   4 |
 *   INTERRUPTED  | task counted in the chunk   4 | where it was, as a throwable's form ... |
 * </pre>
 */
public final class InterruptPayload {

  /** Whichever task of the chunk runs. */
  public static final int ANY_TASK = -1;

  private InterruptPayload() {}

  public static Frame interrupt(long chunkId, int task) {
    PayloadWriter payload = new PayloadWriter(Integer.BYTES);
    payload.writeInt(task);
    return new Frame(FrameType.INTERRUPT, chunkId, payload.bytes());
  }

  /** The task that an INTERRUPT or an INTERRUPTED frame is about. */
  public static int task(Frame frame) {
    return new PayloadReader(frame.payload(), 0, frame.length()).readInt();
  }

  /** Behind the task of an INTERRUPTED frame: where it was. */
  public static PayloadReader place(Frame interrupted) {
    return new PayloadReader(
        interrupted.payload(), Integer.BYTES, interrupted.length() - Integer.BYTES);
  }
}
