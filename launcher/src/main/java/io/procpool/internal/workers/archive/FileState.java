package io.procpool.internal.workers.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the file system says of a file itself, not of what a link points to. By numbers: to look up
 * an owner's name may ask a network.
 *
 * @param uid of its owner
 * @param mode its kind and its permissions, as the kernel has them
 */
record FileState(int uid, int mode) {

  private static final int KIND = 0170000;
  private static final int FOLDER = 0040000;
  private static final int REGULAR = 0100000;
  private static final int STICKY = 01000;
  private static final int ANYTHING_FOR_OTHERS = 077;
  private static final int WRITABLE_FOR_OTHERS = 022;

  /**
   * Of a file.
   *
   * @throws IOException if there is none, or it cannot be looked at
   * @throws RuntimeException where files have no owners
   */
  static FileState of(Path file) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(file, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    return new FileState((Integer) found.get("uid"), (Integer) found.get("mode"));
  }

  /** The user that this JVM runs as. */
  static int ownUid() throws IOException {
    Path self = Path.of("/proc/self/");
    Path ours = Files.exists(self) ? self.toRealPath() : Path.of(System.getProperty("user.home"));
    return of(ours).uid;
  }

  /** Whether nobody else can so much as look into this folder. */
  boolean isFolderOfAlone(int user) {
    return isFolder() && uid == user && (mode & ANYTHING_FOR_OTHERS) == 0;
  }

  boolean isFolderOfOneOf(int user, int other) {
    return isFolder() && (uid == user || uid == other);
  }

  /** Whether nobody but its owner can put another thing in place of what is in this folder. */
  boolean isUnwritableForOthers() {
    return (mode & WRITABLE_FOR_OTHERS) == 0 || (mode & STICKY) != 0;
  }

  /** Whether nobody else can write this file. */
  boolean isFileOf(int user) {
    return isFile() && uid == user && (mode & WRITABLE_FOR_OTHERS) == 0;
  }

  private boolean isFile() {
    return (mode & KIND) == REGULAR;
  }

  private boolean isFolder() {
    return (mode & KIND) == FOLDER;
  }
}
