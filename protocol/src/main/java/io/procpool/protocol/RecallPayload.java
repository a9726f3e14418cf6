package io.procpool.protocol;

/**
 * What {@link FrameType#RECALL} and {@link FrameType#RECALLED} carry.
 *
 * <pre>
 *   RECALL    | 0: what an idle worker can use, 1: all that has not started   1 |
 *   RECALLED  | tasks that stay, counted from the chunk's first, -1: all of them   4 |
 * </pre>
 */
public final class RecallPayload {

  /** The answer for a chunk whose tasks have all started. */
  public static final int KEEPS_ALL = -1;

  private RecallPayload() {}

  public static Frame recall(long chunkId, boolean all) {
    return new Frame(FrameType.RECALL, chunkId, new byte[] {(byte) (all ? 1 : 0)});
  }

  public static boolean isForAll(Frame recall) {
    return recall.payload()[0] != 0;
  }

  public static Frame recalled(long chunkId, int kept) {
    PayloadWriter payload = new PayloadWriter(4);
    payload.writeInt(kept);
    return new Frame(FrameType.RECALLED, chunkId, payload.bytes());
  }

  public static int kept(Frame recalled) {
    return new PayloadReader(recalled.payload()).readInt();
  }
}
