package io.procpool.protocol;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Reads what an {@link AnnexWriter} of another process has put beside a payload. Not thread-safe.
 *
 * <p>The pool opens the annex of a result as soon as it hears of it: from then on it can be read,
 * whatever becomes of its name when its worker or the pool ends.
 */
public final class AnnexReader implements AutoCloseable {

  private final AnnexFolder folder;
  private RandomAccessFile file;
  private long number;

  /**
   * @param folder of the process that writes
   */
  public AnnexReader(AnnexFolder folder) {
    this.folder = folder;
  }

  /** Opens an annex now, and not when it is read. */
  public static AnnexReader of(Annex annex) throws IOException {
    AnnexReader reader = new AnnexReader(annex.folder());
    reader.open(annex.number());
    return reader;
  }

  /**
   * Goes to some bytes.
   *
   * @throws IOException if they are not there
   */
  public void seek(long annex, long position, long length) throws IOException {
    open(annex);
    if (position < 0 || length < 0 || length > file.length() - position) {
      throw new IOException("an annex of " + file.length() + " bytes, which ends early");
    }
    file.seek(position);
  }

  /** Reads the next bytes. */
  public void read(byte[] to, int at, int length) throws IOException {
    file.readFully(to, at, length);
  }

  @Override
  public void close() {
    RandomAccessFile opened = file;
    file = null;
    number = 0;
    try {
      if (opened != null) {
        opened.close();
      }
    } catch (IOException e) {
      return; // it was only read
    }
  }

  private void open(long wanted) throws IOException {
    if (file == null || number != wanted) {
      close();
      file = folder.open(wanted, "r");
      number = wanted;
    }
  }
}
