package io.procpool.protocol;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;

/**
 * Which task a worker has started last, told without a message: a few bytes of a file that the
 * worker maps and the pool holds open, and that are still there when the worker is not.
 *
 * <pre>
 *   | 8 bytes of comment | chunk id 44 bits, task counted in the chunk 20 bits |
 * </pre>
 *
 * <p>The file is the one that the worker is started by, so that there is one to remove, and the
 * worker removes it once it has mapped it.
 */
public final class StatusPage {

  /** The file's first line has room for it, and is a comment to whoever else reads the file. */
  public static final String FIRST_LINE = "#" + " ".repeat(62);

  private static final int STARTED_AT = 8;
  private static final int TASK_BITS = 20;
  private static final int LENGTH = 16;

  /** Eight spaces: the comment that is there before it is a page. */
  private static final long BLANK = 0x2020202020202020L;

  private final MappedByteBuffer page;

  private StatusPage(MappedByteBuffer page) {
    this.page = page;
  }

  /** Maps the beginning of a file, which begins with {@link #FIRST_LINE}: no task has started. */
  public static StatusPage map(String file) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file, "rw")) {
      StatusPage page = new StatusPage(opened.getChannel().map(MapMode.READ_WRITE, 0, LENGTH));
      page.page.putLong(STARTED_AT, 0);
      return page;
    }
  }

  /** This task is about to be decoded and run. In one write, so it is never half true. */
  public void start(long chunkId, int task) {
    page.putLong(STARTED_AT, chunkId << TASK_BITS | task);
  }

  /**
   * Which task was started last, by the file that the pool has open. It reads rather than maps: a
   * first mapping costs a cold JVM up to 25 ms.
   */
  public static Started lastStarted(RandomAccessFile file) throws IOException {
    file.seek(STARTED_AT);
    long started = file.readLong();
    if (started == BLANK) {
      return Started.NONE; // the worker ended before it mapped the file
    }
    return new Started(started >>> TASK_BITS, (int) (started & (1 << TASK_BITS) - 1));
  }

  /**
   * A task of a worker.
   *
   * @param chunkId of its chunk; 0 if there is no such task
   * @param task counted in the chunk
   */
  public record Started(long chunkId, int task) {

    /** No task. */
    public static final Started NONE = new Started(0, 0);
  }
}
