package io.procpool.protocol;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * What a child process has come to, as far as its exit code does not tell. Like a worker's {@link
 * StatusPage} the beginning of the file that it is started by: its parent holds that open, and
 * reads it when the child is no more.
 *
 * <pre>
 *   | 0 | 8 bytes of comment
 *   | 8 | how far it has come, 8 bytes
 * </pre>
 */
public final class ChildPage {

  private static final int STATE_AT = 8;
  private static final long HAS_BEGUN = 1;
  private static final long HAS_CALLED_EXIT = 2;

  private final RandomAccessFile file;

  /**
   * The beginning of a file, which was made {@link StatusPage#fileWith so}.
   *
   * @param file which stays open: it will lose its name
   */
  public ChildPage(RandomAccessFile file) {
    this.file = file;
  }

  /** In the child: its JVM is up. */
  public void begin() throws IOException {
    write(HAS_BEGUN);
  }

  /** In the child: it ends because it asks for that, and its exit code is what it asked for. */
  public void callExit() throws IOException {
    write(HAS_CALLED_EXIT);
  }

  /** In the parent: whether its JVM came up. */
  public boolean hasBegun() throws IOException {
    return read() == HAS_BEGUN || hasCalledExit();
  }

  /** In the parent: whether it asked for its end. */
  public boolean hasCalledExit() throws IOException {
    return read() == HAS_CALLED_EXIT;
  }

  private void write(long state) throws IOException {
    file.seek(STATE_AT);
    file.writeLong(state);
  }

  private long read() throws IOException {
    file.seek(STATE_AT);
    return file.readLong();
  }
}
