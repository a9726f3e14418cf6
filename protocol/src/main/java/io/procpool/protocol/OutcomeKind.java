package io.procpool.protocol;

/**
 * How a task ended in its worker, with its code on the wire. All but the values carry a throwable.
 */
public enum OutcomeKind {
  /** It gave a result. */
  VALUE,
  /** It threw. */
  THROWN,
  /** Its function could not be decoded in the worker; the task has not run. */
  FUNCTION_UNREADABLE,
  /** Its item could not be decoded in the worker; the task has not run. */
  ITEM_UNREADABLE,
  /** It gave a result that cannot be encoded. */
  RESULT_UNWRITABLE,
  /** It was interrupted by the pool, however it then ended. Carries nothing. */
  INTERRUPTED,
  /** It gave a large result, which is alone in its frame. [{@link DonePayload}] */
  LARGE_VALUE;

  private static final OutcomeKind[] BY_CODE = values();

  /** Whether the task gave a result. */
  public boolean isValue() {
    return this == VALUE || this == LARGE_VALUE;
  }

  public byte code() {
    return (byte) ordinal();
  }

  /**
   * @throws MalformedPayloadException if there is no such kind
   */
  public static OutcomeKind of(byte code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new MalformedPayloadException("unknown kind of outcome " + (code & 0xff));
    }
    return BY_CODE[code];
  }
}
