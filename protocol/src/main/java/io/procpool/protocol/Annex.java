package io.procpool.protocol;

/**
 * The large arrays of one value, in a file beside the payload that refers to it.
 *
 * @param folder where the file is
 * @param number of the file in its folder, never 0
 * @param size of the file, in bytes
 */
public record Annex(AnnexFolder folder, long number, long size) {

  /**
   * It has been read by all who will: another may be written in its place. To be called only where
   * nobody can still be reading.
   */
  public void release() {
    folder.free(number);
  }

  /** Nobody is to read it any more. May be called again. */
  public void discard() {
    folder.remove(number);
  }
}
