package io.procpool.protocol;

/**
 * What a {@link FrameType#CLASS_ANSWER} frame carries.
 *
 * <pre>
 *   | NOT_FOUND 1 |
 *   | ON_CLASS_PATH 1 |
 *   | REFUSED 1 | why, as text ... |
 *   | FOUND 1 | bytes of a class file or a resource ... |
 *   | FOUND 1 | ( length 4 | bytes of a resource ... ) each |      to a question for all resources
 * </pre>
 */
public enum ClassAnswer {
  /** The loader does not find it. */
  NOT_FOUND,
  /** The loader has the class from the class path, and so has the worker, or should have. */
  ON_CLASS_PATH,
  /** It is there and cannot be had. */
  REFUSED,
  FOUND;

  private static final ClassAnswer[] BY_CODE = values();

  /** Where the bytes of what was found begin. */
  public static final int BYTES_AT = 1;

  /** Begins a payload; of the first two it is all. */
  public PayloadWriter begin() {
    PayloadWriter payload = new PayloadWriter(64);
    payload.write((byte) ordinal());
    return payload;
  }

  /** Why it cannot be had. */
  public static PayloadWriter refused(String reason) {
    PayloadWriter payload = REFUSED.begin();
    payload.writeText(reason);
    return payload;
  }

  public static Frame toFrame(long id, PayloadWriter payload) {
    return new Frame(FrameType.CLASS_ANSWER, id, payload.bytes(), payload.size());
  }

  /**
   * Reads which it is.
   *
   * @throws MalformedPayloadException if there is no such answer
   */
  public static ClassAnswer of(Frame answer) {
    byte code = new PayloadReader(answer.payload(), 0, answer.length()).readByte();
    if (code < 0 || code >= BY_CODE.length) {
      throw new MalformedPayloadException("unknown kind of class answer " + (code & 0xff));
    }
    return BY_CODE[code];
  }

  /** What is behind it. */
  public static PayloadReader rest(Frame answer) {
    return new PayloadReader(answer.payload(), BYTES_AT, answer.length() - BYTES_AT);
  }
}
