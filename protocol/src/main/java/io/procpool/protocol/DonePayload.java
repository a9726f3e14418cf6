package io.procpool.protocol;

/**
 * What a {@link FrameType#DONE} frame carries: the outcomes of some consecutive tasks of one chunk.
 * A chunk's outcomes come in one frame or in several, always in the order of its tasks.
 *
 * <pre>
 *   | first task, counted in the chunk 4 | outcomes 4 | nanoseconds they took 8 |
 *   | ( kind 1 | length 4 | value or failure ... ) per outcome |
 * </pre>
 */
public final class DonePayload {

  public static final int HEADER_LENGTH = 16;

  private static final int COUNT_AT = 4;
  private static final int NANOS_AT = 8;

  private DonePayload() {}

  /** Begins a payload to which outcomes will be added. */
  public static void begin(PayloadWriter payload, int firstTask) {
    payload.truncate(0);
    payload.writeInt(firstTask);
    payload.writeInt(0);
    payload.writeLong(0);
  }

  /** Says what was added. */
  public static void finish(PayloadWriter payload, int count, long nanos) {
    payload.putInt(COUNT_AT, count);
    payload.putLong(NANOS_AT, nanos);
  }

  /** A frame of one outcome, of which nobody knows how long its task took. */
  static Frame ofOne(long chunkId, int task, byte kind, byte[] outcome) {
    PayloadWriter payload = new PayloadWriter(HEADER_LENGTH + 5 + outcome.length);
    begin(payload, task);
    payload.write(kind);
    payload.writeInt(outcome.length);
    payload.write(outcome, 0, outcome.length);
    finish(payload, 1, 0);
    return new Frame(FrameType.DONE, chunkId, payload.bytes(), payload.size());
  }

  /** The fixed part, which the pool thread may read without opening an outcome. */
  public record Header(int firstTask, int count, long nanos) {

    public static Header of(Frame frame) {
      PayloadReader reader = new PayloadReader(frame.payload(), 0, frame.length());
      return new Header(reader.readInt(), reader.readInt(), reader.readLong());
    }

    /**
     * Whether these outcomes go on where a chunk's outcomes had come to, and not beyond its end.
     */
    public boolean isNextOf(int done, int tasks) {
      return firstTask == done && count > 0 && count <= tasks - done;
    }
  }
}
