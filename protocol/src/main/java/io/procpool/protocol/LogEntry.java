package io.procpool.protocol;

/**
 * What {@link FrameType#LOG} carries: something that was logged in a worker.
 *
 * <pre>
 *   | level 4 | task 8 | name of the logger | message | 1 if something was thrown, else 0 | that, as text ... |
 * </pre>
 *
 * @param level as {@code java.util.logging} counts them, and {@code System.Logger}
 * @param task the position in its job's input of the task that has logged it; {@value #NO_TASK} if
 *     none has
 * @param logger its name; empty if it has none
 */
public record LogEntry(int level, long task, String logger, String message) {

  public static final long NO_TASK = -1;

  /** The rest of a longer message is not sent. */
  private static final int MOST = 64 * 1024;

  /** Puts it at the beginning of a payload. */
  public void put(PayloadWriter payload) {
    payload.writeInt(level);
    payload.writeLong(task);
    payload.writeText(logger);
    payload.writeText(message.length() > MOST ? message.substring(0, MOST) + "..." : message);
  }

  /** Takes it from a payload's beginning. */
  public static LogEntry of(PayloadReader payload) {
    return new LogEntry(
        payload.readInt(), payload.readLong(), payload.readText(), payload.readText());
  }
}
