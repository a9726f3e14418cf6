package io.procpool.protocol;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Folders of one process that only its user can enter, and whose names tell whose they are, so that
 * somebody else can remove them when the process was killed.
 *
 * <pre>
 *   /dev/shm/procpool-PIDSPACE-PID-NUMBER     or in the temporary folder
 * </pre>
 */
public final class ProcessFolders {

  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String START = "procpool-";

  /** Two containers may share a folder, and each have a process with this id. */
  private static final String PID_SPACE = pidSpace();

  private static final long PID = Greeting.ownPid();

  private static final boolean IS_POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /** Atomic, for they are made on any thread. */
  private static final AtomicLong NUMBERS = new AtomicLong();

  private ProcessFolders() {}

  /** Where a folder may be, the best first. */
  public static List<Path> bases() {
    return List.of(MEMORY, Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
  }

  /** A name that this JVM has not given before, and that is swept when this JVM is gone. */
  public static Path newName(Path base) {
    return base.resolve(START + PID_SPACE + "-" + PID + "-" + NUMBERS.incrementAndGet());
  }

  /** Always a new one: one that is there might be another user's. */
  public static Path create(Path base) throws IOException {
    while (true) {
      try {
        return Files.createDirectory(newName(base), onlyForUs());
      } catch (FileAlreadyExistsException e) {
        continue;
      }
    }
  }

  /** Removes what killed processes of this user have left. Takes as long as it takes to look. */
  public static void sweep() {
    for (Path folder : found(START)) {
      if (isAbandoned(folder.getFileName().toString().split("-"))) {
        AnnexFolder.remove(folder.toFile()); // whatever was in it
      }
    }
  }

  /** Removes those of a process that has ended, or is about to. */
  public static void removeOf(long pid) {
    for (Path folder : found(START + PID_SPACE + "-" + pid + "-")) {
      if (folder.toString().matches(".*-\\d+")) { // what has another end is for others to remove
        AnnexFolder.remove(folder.toFile());
      }
    }
  }

  private static List<Path> found(String start) {
    List<Path> all = new ArrayList<>();
    for (Path base : bases()) {
      String[] names = base.toFile().list(); // a stream of a pattern's would take a cold JVM 4 ms
      for (String name : names == null ? new String[0] : names) {
        if (name.startsWith(start)) {
          all.add(base.resolve(name));
        }
      }
    }
    return all;
  }

  private static boolean isAbandoned(String[] name) {
    return name.length == 4
        && name[1].equals(PID_SPACE)
        && name[2].matches("\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(name[2])).isEmpty();
  }

  private static FileAttribute<?>[] onlyForUs() {
    return IS_POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
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
