package io.procpool.internal.workers;

import io.procpool.protocol.AnnexFolder;
import io.procpool.protocol.Greeting;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

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
  private static final Path MEMORY = Path.of("/dev/shm");

  /** Two containers may share a folder, and each have a process with this id. */
  private static final String PID_SPACE = pidSpace();

  private static final long PID = Greeting.ownPid();

  private static final boolean IS_POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /** Concurrent: workers start and end on any thread, and a shutdown hook takes what is left. */
  private static final Set<ArgumentFile> OPEN = ConcurrentHashMap.newKeySet();

  /** Atomic, for pools are made on any thread. */
  private static final AtomicLong NUMBERS = new AtomicLong();

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

  /** Discards those of all workers: this JVM is ending. */
  static void discardAll() {
    OPEN.forEach(ArgumentFile::discard);
  }

  /** Removes what killed pools of this user have left. Takes as long as it takes to look. */
  static void sweep() {
    for (Path base : bases()) {
      String[] names = base.toFile().list(); // a stream of a pattern's would take a cold JVM 4 ms
      for (String name : names == null ? new String[0] : names) {
        if (name.startsWith("procpool-") && isAbandoned(name)) {
          AnnexFolder.remove(base.resolve(name).toFile()); // whatever was in it
        }
      }
    }
  }

  private static boolean isAbandoned(String folder) {
    String[] name = folder.split("-");
    return name.length == 4
        && name[1].equals(PID_SPACE)
        && name[2].matches("\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(name[2])).isEmpty();
  }

  /** Where a folder may be, the best first. */
  static List<Path> bases() {
    return List.of(MEMORY, Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
  }

  /**
   * All of it, so that a full disk is noticed here, and not by a mapping that breaks. By a plain
   * stream: a first file channel would take a cold JVM milliseconds.
   */
  private static ArgumentFile writeIn(Path base, byte[] content) throws IOException {
    ArgumentFile file = new ArgumentFile(createFolder(base));
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

  /** Always a new one: one that is there might be another user's. */
  private static Path createFolder(Path base) throws IOException {
    while (true) {
      try {
        return Files.createDirectory(newFolder(base), onlyForUs());
      } catch (FileAlreadyExistsException e) {
        continue;
      }
    }
  }

  /** A name that this JVM has not given before, and that is swept when this JVM is gone. */
  static Path newFolder(Path base) {
    return base.resolve("procpool-" + PID_SPACE + "-" + PID + "-" + NUMBERS.incrementAndGet());
  }

  private static FileAttribute<?>[] onlyForUs() {
    return IS_POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void remove(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(NAME));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      return; // the worker is just about to, or it is another user's
    }
  }

  private static String pidSpace() {
    try {
      String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      return link.substring(link.indexOf('[') + 1, link.indexOf(']'));
    } catch (IOException | RuntimeException e) {
      return "0";
    }
  }
}
