package io.procpool.protocol;

/**
 * What a {@link FrameType#RUN} frame carries: some consecutive tasks of one job, each item encoded
 * on its own, so that one that does not decode costs one task.
 *
 * <pre>
 *   | function id 8 | index of the first task 8 | tasks 4 | ( length 1 or 4 | item ... ) per task |
 * </pre>
 *
 * <p>A call is the only task of its job, whose index is 0. Where no FUNCTION frame tells the worker
 * of that job, its seed stands where the index would.
 */
public final class RunPayload {

  /**
   * The greatest id of a function of {@code apply}: the item itself is a {@code TaskCallable}, and
   * is called. Every worker knows it, so a single call needs one frame and not two. The ids below
   * are of such calls too, with another loader.
   */
  public static final long CALL_THE_ITEM = 0;

  /** Behind it the items begin. */
  public static final int HEADER_LENGTH = 20;

  /** What stands before the first task's item: it can be encoded where it will be sent from. */
  private static final int FIRST_ITEM_AT = HEADER_LENGTH + Integer.BYTES;

  private RunPayload() {}

  /** The function's id of a call whose classes a loader finds. */
  public static long callWith(long loader) {
    return CALL_THE_ITEM - loader;
  }

  /** Whether the items are calls themselves. */
  public static boolean isCall(long functionId) {
    return functionId <= CALL_THE_ITEM;
  }

  /** The number of the loader that finds the classes of a call. */
  public static long loaderOfCall(long functionId) {
    return CALL_THE_ITEM - functionId;
  }

  /**
   * A payload of some tasks.
   *
   * @param items their items, each behind its length, between two positions
   */
  public static byte[] of(
      long functionId, long firstIndex, int count, byte[] items, int from, int to) {
    PayloadWriter payload = new PayloadWriter(HEADER_LENGTH + to - from);
    payload.writeLong(functionId);
    payload.writeLong(firstIndex);
    payload.writeInt(count);
    payload.write(items, from, to - from);
    return payload.bytes();
  }

  /** Begins a payload to which items will be appended, each behind its length. */
  public static void begin(PayloadWriter payload) {
    payload.truncate(0);
    payload.claim(HEADER_LENGTH);
  }

  /** How long the items are that were appended. */
  public static int lengthOfItems(PayloadWriter payload) {
    return payload.size() - HEADER_LENGTH;
  }

  /** Makes it what a worker can be sent. */
  public static void finish(PayloadWriter payload, long functionId, long firstIndex, int count) {
    payload.putLong(0, functionId);
    payload.putLong(Long.BYTES, firstIndex);
    payload.putInt(2 * Long.BYTES, count);
  }

  /** Begins a payload of one task, whose item is to be encoded behind this. */
  public static void beginOne(PayloadWriter payload) {
    payload.truncate(0);
    payload.claim(FIRST_ITEM_AT);
  }

  /** How long the item is that was encoded into a payload of one task. */
  public static int lengthOfOne(PayloadWriter payload) {
    return payload.size() - FIRST_ITEM_AT;
  }

  /** Appends the item of a payload of one task to items of others. */
  public static void appendOne(PayloadWriter payload, PayloadWriter items) {
    items.writeLength(lengthOfOne(payload));
    items.write(payload.bytes(), FIRST_ITEM_AT, lengthOfOne(payload));
  }

  /**
   * Makes it what a worker can be sent.
   *
   * @param index or the seed
   */
  public static void finishOne(PayloadWriter payload, long functionId, long index) {
    finish(payload, functionId, index, 1);
    payload.putLength(HEADER_LENGTH, lengthOfOne(payload));
  }

  /** How many tasks it has. */
  public static int count(byte[] payload) {
    return BigEndian.getInt(payload, 2 * Long.BYTES);
  }

  /** Some of a payload's tasks, as a payload of their own. */
  public static byte[] slice(byte[] payload, int from, int to) {
    PayloadReader header = new PayloadReader(payload);
    int start = positionOf(payload, from);
    int end = positionOf(payload, to);
    return of(header.readLong(), header.readLong() + from, to - from, payload, start, end);
  }

  /** One task's item, still encoded. */
  public static PayloadReader item(byte[] payload, int task) {
    int position = positionOf(payload, task);
    PayloadReader reader = new PayloadReader(payload, position, payload.length - position);
    return reader.slice(reader.readLength());
  }

  private static int positionOf(byte[] payload, int task) {
    PayloadReader reader =
        new PayloadReader(payload, HEADER_LENGTH, payload.length - HEADER_LENGTH);
    for (int passed = 0; passed < task; passed++) {
      reader.skip(reader.readLength());
    }
    return reader.position();
  }
}
