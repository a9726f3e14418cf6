package io.procpool.internal.workers.archive;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * A jar's list of entries, which stands at its end and holds a checksum of each: it tells contents
 * apart that have one size and one time, and is read in no time. Read as bytes, for a cold JVM has
 * a thousand of them.
 */
public final class JarDirectory {

  /** The first and the last line of the list's end, where a jar has no comment. */
  private static final int END_LENGTH = 22;

  private static final int END_MAGIC = 0x06054b50;
  private static final int LARGEST = 16 * 1024 * 1024;

  /** What stands before an entry's name, and where in it the lengths are of what follows. */
  private static final int ENTRY_LENGTH = 46;

  private static final int NAME_LENGTH_AT = 28;
  private static final int EXTRA_LENGTH_AT = 30;
  private static final int COMMENT_LENGTH_AT = 32;

  private final Path jar;
  private final byte[] entries;

  private JarDirectory(Path jar, byte[] entries) {
    this.jar = jar;
    this.entries = entries;
  }

  /**
   * Reads it.
   *
   * @throws IOException if it cannot be read, or is no plain jar: a folder of classes, for example
   */
  public static JarDirectory of(Path jar) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r")) {
      byte[] bytes = read(file, file.length() - END_LENGTH, END_LENGTH);
      ByteBuffer end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int length = end.getInt(12);
      int start = end.getInt(16);
      boolean isPlain = start > 0 && (long) start + length == file.length() - END_LENGTH;
      if (end.getInt(0) != END_MAGIC || !isPlain) {
        throw new IOException(jar + " is no plain jar");
      }
      return new JarDirectory(jar, read(file, start, length));
    }
  }

  private static byte[] read(RandomAccessFile file, long at, int length) throws IOException {
    if (at < 0 || length < 0 || length > LARGEST) {
      throw new IOException("it is no plain jar");
    }
    byte[] bytes = new byte[length];
    file.seek(at);
    file.readFully(bytes);
    return bytes;
  }

  Path jar() {
    return jar;
  }

  long checksum() {
    CRC32 sum = new CRC32();
    sum.update(entries);
    return sum.getValue();
  }

  /**
   * Whether all its classes and resources stand below some folders.
   *
   * @param folders in UTF-8, with a slash at the end
   */
  public boolean isAllBelow(byte[]... folders) {
    int at = 0;
    while (at + ENTRY_LENGTH <= entries.length) {
      int name = at + ENTRY_LENGTH;
      int length = shortAt(at + NAME_LENGTH_AT);
      if (name + length > entries.length || !isBelowOne(name, length, folders)) {
        return false;
      }
      at = name + length + shortAt(at + EXTRA_LENGTH_AT) + shortAt(at + COMMENT_LENGTH_AT);
    }
    return at == entries.length;
  }

  private int shortAt(int at) {
    return entries[at] & 0xff | (entries[at + 1] & 0xff) << 8;
  }

  /** The folders above them are entries, too. */
  private boolean isBelowOne(int name, int length, byte[][] folders) {
    for (byte[] folder : folders) {
      boolean isFolder = length > 0 && entries[name + length - 1] == '/';
      if ((length >= folder.length || isFolder)
          && isSame(name, folder, Math.min(length, folder.length))) {
        return true;
      }
    }
    return false;
  }

  private boolean isSame(int name, byte[] folder, int length) {
    for (int i = 0; i < length; i++) {
      if (entries[name + i] != folder[i]) {
        return false;
      }
    }
    return true;
  }
}
