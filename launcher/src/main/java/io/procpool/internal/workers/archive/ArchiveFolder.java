package io.procpool.internal.workers.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The folder of this user's archives, one folder in it for each. Nobody else can enter it, nor put
 * another in its place: it, and each folder above it, is looked at before anything in it is
 * believed.
 *
 * <pre>
 *   $XDG_CACHE_HOME/procpool/       or ~/.cache/procpool/, or what procpool.archive says
 *     cds-0123456789abcdef/         an {@link Archive}
 *     cds-0123456789abcdef.attempt/ one that is being made, or that could not be made of late
 *     cds-0123456789abcdef.gone-9/  one that is being removed
 * </pre>
 */
final class ArchiveFolder {

  /** {@code off}, or an absolute path; the variable of the same meaning is asked behind it. */
  static final String PROPERTY = "procpool.archive";

  private static final String VARIABLE = "PROCPOOL_ARCHIVE";
  private static final String OFF = "off";

  private static final FileAttribute<?> FOR_US_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final int ROOT = 0;
  private static final long LONGEST_UNUSED_MILLIS = 30 * 24 * 3600 * 1000L;
  private static final long LONGEST_ATTEMPT_MILLIS = 3600 * 1000L;
  private static final int MOST_ARCHIVES = 8;

  private final Path path;
  private final int uid;

  private ArchiveFolder(Path path, int uid) {
    this.path = path;
    this.uid = uid;
  }

  /**
   * Where this user's archives are to lie; maybe it is not there yet.
   *
   * @return {@code null} if there are to be none
   */
  static ArchiveFolder find() throws IOException {
    String asked = System.getProperty(PROPERTY, System.getenv(VARIABLE));
    if (OFF.equals(asked)) {
      return null;
    }
    Path path = asked == null || asked.isEmpty() ? ofUser() : Path.of(asked);
    return path.isAbsolute() ? new ArchiveFolder(path, FileState.ownUid()) : null;
  }

  /** As the XDG base directory specification has it, which says to ignore what is not absolute. */
  private static Path ofUser() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || !cache.startsWith("/")
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("procpool");
  }

  Path path() {
    return path;
  }

  int uid() {
    return uid;
  }

  /** Whether it is there, and nobody else has a hand in it. */
  boolean isSafe() throws IOException {
    if (!path.toFile().exists() || !FileState.of(path).isFolderOfAlone(uid)) {
      return false;
    }
    boolean isReachedByOthers = false;
    for (Path above = path.toRealPath().getParent(); above != null; above = above.getParent()) {
      FileState state = FileState.of(above);
      if (!state.isFolderOfOneOf(uid, ROOT)) {
        return false;
      }
      if (state.isFolderOfAlone(uid)) {
        isReachedByOthers = false; // whatever is writable below
      } else if (!state.isUnwritableForOthers()) {
        isReachedByOthers = true;
      }
    }
    return !isReachedByOthers;
  }

  /** Makes it if it is not there. */
  void create() throws IOException {
    Files.createDirectories(path.getParent(), FOR_US_ALONE);
    createIn(path);
  }

  /** Makes a folder of ours. */
  static boolean createIn(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, FOR_US_ALONE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Whether many were made of late: then jars come and go here, and another would be of no use. */
  boolean isBusy() throws IOException {
    long now = System.currentTimeMillis();
    int fresh = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(path, Archive.NAME_START + "*")) {
      for (Path each : all) {
        boolean isFresh = now - each.toFile().lastModified() < LONGEST_ATTEMPT_MILLIS;
        fresh += isFresh ? 1 : 0;
      }
    }
    return fresh >= MOST_ARCHIVES;
  }

  /** Removes archives that nobody has used for long or that are too many, and what is left over. */
  void sweep() throws IOException {
    long now = System.currentTimeMillis();
    List<Archive> archives = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(path, Archive.NAME_START + "*")) {
      for (Path each : all) {
        Archive archive = new Archive(each, uid);
        if (archive.isWhole()) {
          archives.add(archive);
        } else if (now - archive.usedMillis() > LONGEST_ATTEMPT_MILLIS) {
          archive.remove();
        }
      }
    }
    archives.sort(Comparator.comparingLong(Archive::usedMillis).reversed());
    for (int i = 0; i < archives.size(); i++) {
      boolean isOld = now - archives.get(i).usedMillis() > LONGEST_UNUSED_MILLIS;
      if (isOld || i >= MOST_ARCHIVES) {
        archives.get(i).remove();
      }
    }
  }
}
