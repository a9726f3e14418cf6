package io.procpool.protocol;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where one process puts the annexes of the values that it sends: a folder in memory, made with the
 * first of them, that only its user can enter.
 *
 * <pre>
 *   /dev/shm/procpool-PIDSPACE-PID-NUMBER/1, 2, 3 ...     one for the pool, one for each worker
 *                                        free-1 ...       has been read
 * </pre>
 *
 * <p>The first touch of a page of memory costs more than to write and to read it, so a file that
 * has been read is written again, under another number: whoever may rename it owns it. What is not
 * soon used again is removed, and so is what nobody will read; the pool removes the folder when the
 * process that writes there is gone. Its lock is between the threads that write annexes of one
 * pool, and the one that closes it.
 */
public final class AnnexFolder {

  private static final String FREE = "free-";

  private static final AnnexFolder NONE = new AnnexFolder(null);

  /** {@code null} where there is no place for one. */
  private final File folder;

  /** Volatile: set under the lock, asked by whoever trims. */
  private volatile boolean isMade;

  private boolean isClosed;
  private long lastNumber;

  private AnnexFolder(File folder) {
    this.folder = folder;
  }

  /**
   * @param path which is nobody's yet; {@code null} where there is no place
   */
  public static AnnexFolder at(String path) {
    return path == null ? NONE : new AnnexFolder(new File(path));
  }

  /** Stands for a folder where there is none. */
  public static AnnexFolder none() {
    return NONE;
  }

  /** Its path; {@code null} where there is none. */
  public String path() {
    return folder == null ? null : folder.getPath();
  }

  /** Whether annexes can be tried at all. */
  boolean isPlace() {
    return folder != null;
  }

  /**
   * A file for a new annex.
   *
   * @throws IOException if there can be none: the folder is another's, its place is full, or
   *     read-only, or it is closed
   */
  synchronized long create() throws IOException {
    if (folder == null || isClosed) {
      throw new IOException("no place for annexes");
    }
    if (!isMade) {
      Files.createDirectory(folder.toPath(), onlyFor("rwx------")); // fails if it is there
      isMade = true;
    }
    long number = ++lastNumber;
    if (!takesFree(file(number))) {
      Files.createFile(file(number).toPath(), onlyFor("rw-------"));
    }
    return number;
  }

  private boolean takesFree(File target) {
    for (File free : freeFiles()) {
      if (free.renameTo(target)) {
        return true;
      }
    }
    return false;
  }

  /** The files that could be written again; another process may be taking or removing them. */
  private File[] freeFiles() {
    File[] free = folder.listFiles((where, name) -> name.startsWith(FREE));
    return free == null ? new File[0] : free;
  }

  void free(long number) {
    if (folder != null) {
      file(number).renameTo(new File(folder, FREE + number));
    }
  }

  /**
   * Removes what could be written again, but has not been for a time. From any thread.
   *
   * @param millis for how long; 0 for all
   * @return whether something is left that could be written again
   */
  public boolean trim(long millis) {
    boolean isLeft = false;
    if (isMade) { // seen too late, it is trimmed the next time
      long newest = System.currentTimeMillis() - millis;
      for (File free : freeFiles()) {
        isLeft |= free.lastModified() > newest || !free.delete();
      }
    }
    return isLeft;
  }

  /** How many bytes could still be written where this folder is. */
  long room() {
    return folder.getParentFile().getUsableSpace();
  }

  RandomAccessFile open(long number, String mode) throws IOException {
    if (folder == null) {
      throw new IOException("no place for annexes");
    }
    return new RandomAccessFile(file(number), mode);
  }

  void remove(long number) {
    if (folder != null) {
      file(number).delete();
    }
  }

  /** Removes it with all that it holds; nothing more is written to it. May be called again. */
  public synchronized void close() {
    isClosed = true;
    if (folder != null) {
      remove(folder);
    }
  }

  /** Removes a folder and the files in it, as far as that can be done. */
  public static void remove(File folder) {
    File[] files = folder.listFiles();
    for (File file : files == null ? new File[0] : files) {
      file.delete();
    }
    folder.delete();
  }

  private File file(long number) {
    return new File(folder, Long.toString(number));
  }

  private static FileAttribute<?>[] onlyFor(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
