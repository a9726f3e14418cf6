package io.procpool.sharing.internal.memory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Names of blocks: each another link to the file of its block, in a folder where all processes
 * look.
 *
 * <pre>
 *   /dev/shm/procpool-shared-PIDSPACE.NAME
 * </pre>
 *
 * <p>While a process lives, it alone removes its names; then its reaper does; and what both have
 * left behind, whoever finds it.
 */
final class Names {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  /** The reaper of a process that has ended needs some milliseconds. */
  private static final long REAPER_NANOS = 2_000_000_000L;

  private static final long LOOK_AGAIN_NANOS = 5_000_000L;

  private Names() {}

  static void check(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a name has up to 100 letters, digits, '_', '.' and '-', and none of the last two in"
              + " front; it was \""
              + name
              + '"');
    }
  }

  /**
   * Gives a file a name.
   *
   * @throws FileAlreadyExistsException if another one has it, of a process that lives
   */
  static Path give(String name, Place place, Path file) throws IOException {
    Path link = Path.of(place.nameStart() + name);
    while (true) {
      try {
        return Files.createLink(link, file);
      } catch (FileAlreadyExistsException e) {
        if (!isAbandoned(link)) {
          throw new FileAlreadyExistsException(name);
        }
        awaitReaper(link);
        removeAbandoned(link, file.resolveSibling("taken"));
      }
    }
  }

  /**
   * The path that a name stands for.
   *
   * @throws NoSuchFileException if there is none
   */
  static Path find(String name) throws IOException {
    for (Place place : Place.ALL) {
      Path link = Path.of(place.nameStart() + name);
      if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        return ours(link);
      }
    }
    throw new NoSuchFileException(name);
  }

  /** Removes those that are nobody's any more. */
  static void sweep(String start, Path base) throws IOException {
    String pattern = Path.of(start).getFileName() + "*";
    try (DirectoryStream<Path> all = Files.newDirectoryStream(base, pattern)) {
      for (Path link : all) {
        if (isAbandoned(link)) {
          Files.deleteIfExists(link);
        }
      }
    }
  }

  /** Anybody can put a file where all can write: what is in it is then theirs. */
  private static Path ours(Path link) throws IOException {
    boolean isForeign =
        Place.IS_POSIX
            && !Files.getAttribute(link, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    if (isForeign) {
      throw new IOException(link + " is another user's");
    }
    return link;
  }

  private static boolean isAbandoned(Path link) {
    try {
      return Life.isOver(Block.open(ours(link)).creator());
    } catch (IOException e) {
      return !Files.exists(link, LinkOption.NOFOLLOW_LINKS); // if it is, it is none of ours
    }
  }

  /** It is about to remove the name, and must not come when it is given anew. */
  private static void awaitReaper(Path link) {
    long deadline = System.nanoTime() + REAPER_NANOS;
    while (Files.exists(link) && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  /** What was taken out of the way is looked at again, for another may have given the name anew. */
  private static void removeAbandoned(Path link, Path aside) throws IOException {
    try {
      Files.move(link, aside, StandardCopyOption.ATOMIC_MOVE);
      if (!isAbandoned(aside)) {
        Files.createLink(link, aside);
      }
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      return; // it is gone, or given again
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
