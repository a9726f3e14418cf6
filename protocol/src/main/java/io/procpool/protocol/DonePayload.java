package io.procpool.protocol;

/**
 * What a {@link FrameType#DONE} frame carries: the outcomes of some consecutive tasks of one chunk.
 * A chunk's outcomes come in one frame or in several, always in the order of its tasks.
 *
 * <pre>
 *   | first task, counted in the chunk 4 | outcomes 4 | failures among them 4 | nanoseconds they took 8 |
 *   | ( kind 1 | length 1 or 4 | value or failure ... ) per outcome |
 *
 *   a large value, which is alone:  number of its annex, 0 if it has none 8 | bytes in it 8 | value ...
 * </pre>
 *
 * <p>So the pool knows of an annex without opening a value. A task's outcome is encoded behind room
 * for all that can stand before it, and if it is large, it is sent from there.
 */
public final class DonePayload {

  public static final int HEADER_LENGTH = 20;

  private static final int COUNT_AT = 4;
  private static final int FAILED_AT = 8;
  private static final int NANOS_AT = 12;
  private static final int OUTCOME_HEADER_LENGTH = 5;
  private static final int ANNEX_LENGTH = 16;

  /** Where an outcome is encoded: behind the room for what stands before a large value. */
  private static final int OUTCOME_AT = HEADER_LENGTH + OUTCOME_HEADER_LENGTH + ANNEX_LENGTH;

  private DonePayload() {}

  /**
   * Makes a payload of some outcomes.
   *
   * @param failed how many of them are no values
   * @param nanos that they took
   * @param outcomes holds them between two positions
   */
  public static void put(
      PayloadWriter payload,
      int firstTask,
      int count,
      int failed,
      long nanos,
      byte[] outcomes,
      int from,
      int to) {
    begin(payload, firstTask);
    payload.write(outcomes, from, to - from);
    finish(payload, count, failed, nanos);
  }

  /** Appends one, and says no more of it than that. */
  public static void add(PayloadWriter outcomes, OutcomeKind kind, byte[] bytes, int from, int to) {
    outcomes.write(kind.code());
    outcomes.writeLength(to - from);
    outcomes.write(bytes, from, to - from);
  }

  /** Begins a payload to which outcomes will be added. */
  public static void begin(PayloadWriter payload, int firstTask) {
    payload.truncate(0);
    payload.writeInt(firstTask);
    payload.writeInt(0);
    payload.writeInt(0);
    payload.writeLong(0);
  }

  /** Says what was added. */
  public static void finish(PayloadWriter payload, int count, int failed, long nanos) {
    payload.putInt(COUNT_AT, count);
    payload.putInt(FAILED_AT, failed);
    payload.putLong(NANOS_AT, nanos);
  }

  /** Forgets what was encoded; an outcome is to be encoded behind this. */
  public static void beginOutcome(PayloadWriter encoded) {
    encoded.truncate(0);
    encoded.claim(OUTCOME_AT);
  }

  /** Where the outcome begins that was encoded. */
  public static int outcomeAt() {
    return OUTCOME_AT;
  }

  /**
   * Puts before a large value what belongs there.
   *
   * @param annex or {@code null}
   * @return where the outcome now begins
   */
  public static int finishLarge(PayloadWriter encoded, Annex annex) {
    int from = OUTCOME_AT - ANNEX_LENGTH;
    encoded.putLong(from, annex == null ? 0 : annex.number());
    encoded.putLong(from + Long.BYTES, annex == null ? 0 : annex.size());
    return from;
  }

  /**
   * A payload of one outcome. That of a value is the buffer that it was encoded in.
   *
   * @param annex or {@code null}
   */
  public static PayloadWriter alone(
      PayloadWriter encoded, OutcomeKind kind, Annex annex, int task, long nanos) {
    if (kind == OutcomeKind.VALUE) {
      finishLarge(encoded, annex);
      finishAlone(encoded, task, nanos);
      return encoded;
    }
    PayloadWriter payload = new PayloadWriter(encoded.size());
    begin(payload, task);
    add(payload, kind, encoded.bytes(), OUTCOME_AT, encoded.size());
    finish(payload, 1, failed(kind), nanos);
    return payload;
  }

  /** Makes a large value's buffer the payload of a frame, behind {@link #finishLarge}. */
  public static void finishAlone(PayloadWriter encoded, int task, long nanos) {
    encoded.putInt(0, task);
    encoded.putInt(COUNT_AT, 1);
    encoded.putInt(FAILED_AT, 0);
    encoded.putLong(NANOS_AT, nanos);
    encoded.putByte(HEADER_LENGTH, OutcomeKind.LARGE_VALUE.code());
    encoded.putLength(HEADER_LENGTH + 1, encoded.size() - HEADER_LENGTH - OUTCOME_HEADER_LENGTH);
  }

  /**
   * The annex that the outcomes in a frame have, which is that of its only one.
   *
   * @param folder of the worker
   * @return {@code null} if there is none
   */
  public static Annex annex(Frame done, AnnexFolder folder) {
    boolean isLarge =
        done.length() >= OUTCOME_AT
            && BigEndian.getInt(done.payload(), COUNT_AT) == 1
            && done.payload()[HEADER_LENGTH] == OutcomeKind.LARGE_VALUE.code();
    long number = isLarge ? BigEndian.getLong(done.payload(), OUTCOME_AT - ANNEX_LENGTH) : 0;
    return number == 0
        ? null
        : new Annex(folder, number, BigEndian.getLong(done.payload(), OUTCOME_AT - Long.BYTES));
  }

  /** Passes over what stands before a large value in its outcome. */
  public static void skipAnnex(PayloadReader outcome) {
    outcome.skip(ANNEX_LENGTH);
  }

  /** A frame of one outcome, of which nobody knows how long its task took. */
  static Frame ofOne(long chunkId, int task, byte kind, byte[] outcome) {
    PayloadWriter payload = new PayloadWriter(HEADER_LENGTH + 5 + outcome.length);
    begin(payload, task);
    payload.write(kind);
    payload.putLength(payload.claim(Integer.BYTES), outcome.length); // before an annex it is long
    payload.write(outcome, 0, outcome.length);
    finish(payload, 1, failed(OutcomeKind.of(kind)), 0);
    return new Frame(FrameType.DONE, chunkId, payload.bytes(), payload.size());
  }

  private static int failed(OutcomeKind kind) {
    return kind.isValue() ? 0 : 1;
  }

  /**
   * The fixed part, which the pool thread may read without opening an outcome.
   *
   * @param failed how many of the outcomes are no values
   */
  public record Header(int firstTask, int count, int failed, long nanos) {

    public static Header of(Frame frame) {
      PayloadReader reader = new PayloadReader(frame.payload(), 0, frame.length());
      return new Header(reader.readInt(), reader.readInt(), reader.readInt(), reader.readLong());
    }

    /**
     * Whether these outcomes go on where a chunk's outcomes had come to, and not beyond its end.
     */
    public boolean isNextOf(int done, int tasks) {
      boolean isNext = firstTask == done && count > 0 && count <= tasks - done;
      return isNext && failed >= 0 && failed <= count;
    }
  }
}
