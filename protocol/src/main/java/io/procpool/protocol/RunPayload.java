package io.procpool.protocol;

/**
 * What a {@link FrameType#RUN} frame carries: some consecutive tasks of one job, each item encoded
 * on its own, so that one that does not decode costs one task.
 *
 * <pre>
 *   | function id 8 | index of the first task 8 | tasks 4 | ( length 4 | item ... ) per task |
 * </pre>
 */
public final class RunPayload {

  /**
   * The function of {@code apply}: the item itself is a {@code TaskCallable}, and is called. Every
   * worker knows it, so a single call needs one frame and not two.
   */
  public static final long CALL_THE_ITEM = 0;

  private static final int HEADER_LENGTH = 20;
  private static final int COUNT_AT = 16;

  private RunPayload() {}

  /** Begins a payload to which items will be added. */
  public static PayloadWriter begin(long functionId, long firstIndex, int expectedSize) {
    PayloadWriter payload = new PayloadWriter(Math.max(64, expectedSize));
    payload.writeLong(functionId);
    payload.writeLong(firstIndex);
    payload.writeInt(0);
    return payload;
  }

  /** Says how many items were added. */
  public static void finish(PayloadWriter payload, int count) {
    payload.putInt(COUNT_AT, count);
  }

  /** Some of a payload's tasks, as a payload of their own. */
  public static byte[] slice(byte[] payload, int from, int to) {
    PayloadReader header = new PayloadReader(payload);
    int start = positionOf(payload, from);
    int end = positionOf(payload, to);
    PayloadWriter slice = new PayloadWriter(HEADER_LENGTH + end - start);
    slice.writeLong(header.readLong());
    slice.writeLong(header.readLong() + from);
    slice.writeInt(to - from);
    slice.write(payload, start, end - start);
    return slice.toByteArray();
  }

  /** One task's item, still encoded. */
  public static PayloadReader item(byte[] payload, int task) {
    int position = positionOf(payload, task);
    PayloadReader reader = new PayloadReader(payload, position, payload.length - position);
    return reader.slice(reader.readInt());
  }

  private static int positionOf(byte[] payload, int task) {
    PayloadReader reader =
        new PayloadReader(payload, HEADER_LENGTH, payload.length - HEADER_LENGTH);
    for (int passed = 0; passed < task; passed++) {
      reader.skip(reader.readInt());
    }
    return reader.position();
  }
}
