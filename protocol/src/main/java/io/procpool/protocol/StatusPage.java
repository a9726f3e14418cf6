package io.procpool.protocol;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;

/**
 * Which task a worker has started last, told without a message: a few bytes of a file that both
 * JVMs map, and that are still there when the worker is not.
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

  private final MappedByteBuffer page;

  private StatusPage(MappedByteBuffer page) {
    this.page = page;
  }

  /** Maps the beginning of a file, which begins with {@link #FIRST_LINE}. */
  public static StatusPage map(String file) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file, "rw")) {
      return new StatusPage(opened.getChannel().map(MapMode.READ_WRITE, 0, LENGTH));
    }
  }

  /** In the worker, before it runs any task: none has started. */
  public void reset() {
    page.putLong(STARTED_AT, 0);
  }

  /**
   * In the worker: this task is about to be decoded and run. In one write, so it is never half
   * true.
   */
  public void start(long chunkId, int task) {
    page.putLong(STARTED_AT, chunkId << TASK_BITS | task);
  }

  /** In the pool, once the worker is gone: which task it started last. */
  public Started lastStarted() {
    long started = page.getLong(STARTED_AT);
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
