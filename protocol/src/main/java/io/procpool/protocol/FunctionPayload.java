package io.procpool.protocol;

/**
 * What a {@link FrameType#FUNCTION} frame carries.
 *
 * <pre>
 *   | number of its loader 8 | flags 1 | seed of the job 8 | its name, a text or null | function ... |
 *
 *   flags  1  its tasks have a time limit, so that the time of each start is wanted to be exact
 *          2  the items are calls themselves, and there is no function
 * </pre>
 */
public final class FunctionPayload {

  private static final int TIMED = 1;
  private static final int CALL = 2;

  private FunctionPayload() {}

  /** Writes what stands before the function's encoding. */
  public static void begin(PayloadWriter payload, Header header) {
    payload.writeLong(header.loader);
    payload.write((header.isTimed ? TIMED : 0) | (header.isCall ? CALL : 0));
    payload.writeLong(header.job.seed());
    payload.writeText(header.job.name());
  }

  /**
   * What stands before the function's encoding.
   *
   * @param loader its number, {@link LoaderNumber}
   * @param isTimed whether its tasks have a time limit
   * @param isCall whether the items are calls themselves
   */
  public record Header(long loader, boolean isTimed, boolean isCall, JobTag job) {

    /** Reads it; the function's encoding is what is left. */
    public static Header read(PayloadReader payload) {
      long loader = payload.readLong();
      int flags = payload.readByte();
      long seed = payload.readLong();
      JobTag job = new JobTag(payload.readText(), seed);
      return new Header(loader, (flags & TIMED) != 0, (flags & CALL) != 0, job);
    }
  }
}
