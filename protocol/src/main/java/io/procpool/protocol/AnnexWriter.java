package io.procpool.protocol;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Writes the annexes of one value after another, each as it is encoded: asked for every large
 * array, and free to say no. Not thread-safe, and worth keeping.
 *
 * <p>By plain writes in slices that stay in the cache: a store into a mapping of a full {@code
 * /dev/shm} ends the process, and a first touch of each page is slower than the write. A stream,
 * not a channel, for a task may interrupt its own thread, which would close a channel.
 */
public final class AnnexWriter {

  /** Smaller arrays cross with their payload: a file's making and removing costs as much. */
  public static final int LEAST_BYTES = Integer.getInteger("procpool.annexBytes", 512 * 1024);

  /** A file that is written again may be so many times as long as it need be. */
  private static final int MOST_WASTE = 4;

  /** It leaves as much to others as it takes. */
  private static final int SHARE_OF_ROOM = 2;

  private final AnnexFolder folder;
  private RandomAccessFile file;
  private long number;
  private long size;
  private long arrayAt;

  public AnnexWriter(AnnexFolder folder) {
    this.folder = folder;
  }

  /** The next value begins; what was not {@link #finish finished} of the last one is removed. */
  void begin() {
    if (number != 0) {
      discard();
    }
  }

  /**
   * Whether an array goes here: then it is to be written next, from here on.
   *
   * @param bytes that it takes
   */
  public boolean takes(long bytes) {
    if (bytes < LEAST_BYTES || !folder.isPlace() || folder.room() / SHARE_OF_ROOM < bytes) {
      return false;
    }
    try {
      if (file == null) {
        number = folder.create();
        file = folder.open(number, "rw");
        if (file.length() / MOST_WASTE > bytes) {
          file.setLength(bytes); // it was of a larger value
        }
      }
      arrayAt = size;
      return true;
    } catch (IOException e) {
      discard();
      return false;
    }
  }

  /** The file that is being written; 0 if there is none. */
  public long number() {
    return number;
  }

  /** How much has been written. */
  public long size() {
    return size;
  }

  /** Some bytes of the array. */
  public void write(byte[] bytes, int from, int length) throws IOException {
    file.write(bytes, from, length);
    size += length;
  }

  /** The array could not be written, and goes with the payload: its beginning is cut off. */
  public void giveUpArray() {
    truncate(arrayAt);
  }

  /** Cuts off what was written from a position on; a file with nothing in it is removed. */
  public void truncate(long length) {
    size = length;
    try {
      if (size == 0) {
        discard();
      } else {
        file.setLength(size);
        file.seek(size);
      }
    } catch (IOException e) {
      return; // it only takes more room than it needs
    }
  }

  /**
   * The value has been encoded.
   *
   * @return its annex, whose owner the caller is now; {@code null} if it has none
   */
  public Annex finish() {
    Annex annex = number == 0 ? null : new Annex(folder, number, size);
    close();
    return annex;
  }

  /** The value is not sent after all. */
  public void discard() {
    long last = number;
    close();
    if (last != 0) {
      folder.remove(last);
    }
  }

  private void close() {
    RandomAccessFile written = file;
    file = null;
    number = 0;
    size = 0;
    try {
      if (written != null) {
        written.close();
      }
    } catch (IOException e) {
      return; // of a file in memory
    }
  }
}
