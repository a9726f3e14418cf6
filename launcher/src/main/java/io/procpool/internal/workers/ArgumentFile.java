package io.procpool.internal.workers;

import io.procpool.protocol.ProcessFolders;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file that a worker is started by, as long as it has a name: in a folder of its own that only
 * this user can enter, in memory where there is such a place.
 *
 * <pre>
 *   /dev/shm/procpool-PIDSPACE-PID-NUMBER/args     the pool's process, and the space its id is of
 * </pre>
 *
 * <p>The worker removes both as soon as it has mapped the file; the pool does when the worker has
 * ended or this JVM ends; and if both were killed before, the next pool of this user does.
 */
final class ArgumentFile {

  private static final String NAME = "args";

  /** Concurrent: workers start and end on any thread, and a shutdown hook takes what is left. */
  private static final Set<ArgumentFile> OPEN = ConcurrentHashMap.newKeySet();

  /** Guarded by this class: one that is written behind the hook would be nobody's. */
  private static boolean isJvmEnding;

  private final Path folder;

  private ArgumentFile(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a new one.
   *
   * @return {@code null} if there is no place where it can be written
   */
  static ArgumentFile write(byte[] content) {
    for (Path base : bases()) {
      try {
        return writeIn(base, content);
      } catch (IOException e) {
        continue; // it is full, or read-only, or not there
      }
    }
    return null;
  }

  /**
   * The same, and it stays when this JVM ends: a child process that this JVM waits for may only
   * then read it.
   */
  static ArgumentFile writeToStay(byte[] content) {
    ArgumentFile file = write(content);
    if (file != null) {
      OPEN.remove(file);
    }
    return file;
  }

  /**
   * Copies something into a folder of the same kind, where it stays until this JVM ends, also if
   * there are no workers then whose end would be waited for.
   *
   * @throws IOException if there is no place for it
   */
  static Path copy(InputStream content) throws IOException {
    byte[] bytes = content.readAllBytes();
    ArgumentFile file = write(bytes);
    if (file == null) {
      throw new IOException("there is no place for a file of " + bytes.length + " bytes");
    }
    file.folder.toFile().deleteOnExit();
    file.path().toFile().deleteOnExit(); // which comes before the folder
    return file.path();
  }

  Path path() {
    return folder.resolve(NAME);
  }

  /** Removes it, if the worker has not. */
  void discard() {
    OPEN.remove(this);
    remove(folder);
  }

  /** Discards those of all workers, and makes no more: this JVM is ending. */
  static synchronized void discardAll() {
    isJvmEnding = true;
    OPEN.forEach(ArgumentFile::discard);
  }

  /** Removes what killed pools of this user have left. Takes as long as it takes to look. */
  static void sweep() {
    ProcessFolders.sweep();
  }

  /** Where a folder may be, the best first. */
  static List<Path> bases() {
    return ProcessFolders.bases();
  }

  /**
   * All of it, so that a full disk is noticed here, and not by a mapping that breaks. By a plain
   * stream: a first file channel would take a cold JVM milliseconds.
   */
  private static synchronized ArgumentFile writeIn(Path base, byte[] content) throws IOException {
    if (isJvmEnding) {
      throw new IOException("this JVM is ending");
    }
    ArgumentFile file = new ArgumentFile(ProcessFolders.create(base));
    OPEN.add(file);
    try (OutputStream out = new FileOutputStream(file.path().toFile())) {
      closeToOthers(file.path().toFile());
      out.write(content);
      return file;
    } catch (IOException e) {
      file.discard();
      throw e;
    }
  }

  /** While it is empty; and nobody else can enter its folder. */
  private static void closeToOthers(File file) {
    file.setReadable(false, false);
    file.setReadable(true, true);
    file.setWritable(false, false);
    file.setWritable(true, true);
  }

  /** A name that this JVM has not given before, and that is swept when this JVM is gone. */
  static Path newFolder(Path base) {
    return ProcessFolders.newName(base);
  }

  private static void remove(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(NAME));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      return; // the worker is just about to, or it is another user's
    }
  }
}
