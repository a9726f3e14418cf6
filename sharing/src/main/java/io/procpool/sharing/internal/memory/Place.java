package io.procpool.sharing.internal.memory;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where blocks of this process are: a folder that only its user can enter, made with the first of
 * them and removed with the last. There is one in memory, and one on disk for what does not fit.
 *
 * <pre>
 *   /dev/shm/procpool-PIDSPACE-PID-sSTART.NUMBER/1, 2, 3 ...   blocks
 *                                                4.NAME        one with a name, see Names
 *                                                bell-...      of processes that wait at them
 * </pre>
 *
 * <p>When this process ends, in whatever way, a {@link Reaper} removes it; if that was killed too,
 * the next process of this user that makes a block does, or the next pool. Its lock is between all
 * threads that make and close blocks.
 */
final class Place {

  /** The best first. */
  static final List<Place> ALL =
      List.of(
          new Place(Path.of("/dev/shm")),
          new Place(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath()));

  /** Two containers may share a folder, and each have a process with this id. */
  private static final String PID_SPACE = pidSpace();

  static final boolean IS_POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final String START = "procpool-";
  private static final int PARTS = 4;

  private final Path base;

  /** The blocks: what they are opened by, and their file. */
  private final Map<Path, Path> files = new HashMap<>();

  private Path folder;
  private Reaper reaper;
  private long lastNumber;
  private boolean isSwept;

  private Place(Path base) {
    this.base = base;
  }

  /** Whether as much could be written, with a look at how much room there is. */
  boolean hasRoom(long bytes) {
    File place = base.toFile();
    return place.canWrite() && place.getUsableSpace() >= bytes;
  }

  /**
   * An empty file that only its user can open.
   *
   * @param name that it is to get; empty if none
   */
  synchronized Path newFile(String name) throws IOException {
    if (folder == null) {
      sweep();
      folder = newFolder();
      reaper = Reaper.of(folder, nameStart());
    }
    Path file = folder.resolve(++lastNumber + (name.isEmpty() ? "" : "." + name));
    files.put(file, file);
    reaper.watch(file);
    try {
      return Files.createFile(file, onlyForUs("rw-------"));
    } catch (IOException e) {
      remove(file);
      throw e;
    }
  }

  /** From now on a file is opened by its name, and to be removed with that. */
  synchronized void putName(Path link, Path file) {
    files.remove(file);
    files.put(link, file);
    reaper.watch(link);
  }

  /** Removes one of its files; with the last one the folder. May be called again. */
  synchronized void remove(Path file) {
    Path real = files.remove(file);
    if (real != null) {
      file.toFile().delete();
      real.toFile().delete();
      if (files.isEmpty()) {
        reaper.end();
        remove(folder.toFile());
        folder = null;
      }
    }
  }

  /** What names of blocks begin with. */
  String nameStart() {
    return base.resolve("procpool-shared-" + PID_SPACE + ".").toString();
  }

  /** Whether a block is of a process that is counted as this one is. */
  static boolean isInSight(Path file) {
    String[] folder = file.getParent().getFileName().toString().split("-");
    boolean isNamed = ALL.stream().anyMatch(place -> file.toString().startsWith(place.nameStart()));
    return isNamed || folder.length == PARTS && folder[1].equals(PID_SPACE);
  }

  private Path newFolder() throws IOException {
    String start = "-s" + Life.start(Life.OWN) + "." + ++lastNumber;
    String name = START + PID_SPACE + "-" + Life.pid(Life.OWN) + start;
    return Files.createDirectory(base.resolve(name), onlyForUs("rwx------"));
  }

  /** What others have left behind who were killed with their reapers; once is enough. */
  private void sweep() {
    if (isSwept) {
      return;
    }
    isSwept = true;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(base, START + "*-s*")) {
      for (Path left : all) {
        if (isAbandoned(left.getFileName().toString().split("-"))) {
          remove(left.toFile());
        }
      }
      Names.sweep(nameStart(), base);
    } catch (IOException e) {
      return; // it is not for us to look into
    }
  }

  private static boolean isAbandoned(String[] name) {
    if (name.length != PARTS || !name[1].equals(PID_SPACE) || !name[2].matches("\\d{1,9}")) {
      return false;
    }
    String start = name[PARTS - 1].substring(1).split("\\.")[0];
    return start.matches("\\d{1,10}")
        && Life.isOver(Life.of(Long.parseLong(name[2]), Long.parseLong(start)));
  }

  private static void remove(File folder) {
    File[] files = folder.listFiles();
    for (File file : files == null ? new File[0] : files) {
      file.delete();
    }
    folder.delete();
  }

  static FileAttribute<?>[] onlyForUs(String permissions) {
    return IS_POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
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
