package io.procpool.internal.workers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the files of one pool's workers have their names until the workers have mapped them: a
 * folder that only this user can enter, in memory where there is such a place.
 *
 * <pre>
 *   /dev/shm/procpool-PIDSPACE-PID-NUMBER/SLOT-NUMBER.args     the pool's process, and the space its id is of
 * </pre>
 *
 * <p>It is removed when the pool is closed, when this JVM ends, by the workers if this JVM is
 * killed, and by the next pool of this user on the machine if they were killed too.
 */
final class PoolFolder {

  private static final String MEMORY = "/dev/shm";

  /** Two containers may share a folder, and each have a process with this id. */
  private static final String PID_SPACE = pidSpace();

  private static final long PID = ProcessHandle.current().pid();
  private static final boolean IS_POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /**
   * Concurrent, for pools are made and closed on any thread, and a shutdown hook takes the rest.
   */
  private static final Set<PoolFolder> OPEN = ConcurrentHashMap.newKeySet();

  /** Atomic, for pools are made on any thread. */
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** Those that there are, the one in memory first. Guarded by this. */
  private final List<Path> folders = new ArrayList<>();

  private int files;
  private boolean isClosed;

  PoolFolder() {
    OPEN.add(this);
  }

  /**
   * Writes a new file that only this user can read.
   *
   * @return the file, or {@code null} if there is no place where one can be written
   */
  synchronized Path write(int slot, byte[] content) {
    String name = slot + "-" + ++files + ".args";
    for (Path base : bases()) {
      try {
        return writeIn(folderIn(base), name, content);
      } catch (IOException e) {
        continue; // it is full, or read-only, or not there
      }
    }
    return null;
  }

  /** Removes the folder and what is left in it. */
  synchronized void close() {
    isClosed = true;
    OPEN.remove(this);
    folders.forEach(PoolFolder::remove);
    folders.clear();
  }

  /** Closes those of all pools: this JVM is ending. */
  static void closeAll() {
    OPEN.forEach(PoolFolder::close);
  }

  /** Removes what killed pools of this user have left. Takes as long as it takes to look. */
  static void sweep() {
    for (Path base : bases()) {
      try (DirectoryStream<Path> left = Files.newDirectoryStream(base, "procpool-*")) {
        for (Path folder : left) {
          if (isAbandoned(folder)) {
            remove(folder);
          }
        }
      } catch (IOException e) {
        continue; // it is not there, or not for us to look into
      }
    }
  }

  private static boolean isAbandoned(Path folder) {
    String[] name = folder.getFileName().toString().split("-");
    return name.length == 4
        && name[1].equals(PID_SPACE)
        && name[2].matches("\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(name[2])).isEmpty();
  }

  private static List<Path> bases() {
    return List.of(Path.of(MEMORY), Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
  }

  private Path folderIn(Path base) throws IOException {
    if (isClosed) {
      throw new IOException("the pool is closed");
    }
    folders.removeIf(folder -> !Files.isDirectory(folder)); // somebody has cleaned up
    for (Path folder : folders) {
      if (folder.startsWith(base)) {
        return folder;
      }
    }
    Path folder = create(base);
    folders.add(folder);
    return folder;
  }

  /** Always a new one: one that is there might be another user's. */
  private static Path create(Path base) throws IOException {
    if (!Files.isDirectory(base)) {
      throw new IOException(base + " is no folder");
    }
    while (true) {
      String name = "procpool-" + PID_SPACE + "-" + PID + "-" + NUMBERS.incrementAndGet();
      try {
        return Files.createDirectory(base.resolve(name), onlyFor("rwx------"));
      } catch (FileAlreadyExistsException e) {
        continue;
      }
    }
  }

  /** All of it, so that a full disk is noticed here, and not by a mapping that breaks. */
  private static Path writeIn(Path folder, String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    try {
      Files.createFile(file, onlyFor("rw-------"));
      return Files.write(file, content);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static FileAttribute<?>[] onlyFor(String permissions) {
    return IS_POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static void remove(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      return; // it is gone, or another user's
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
