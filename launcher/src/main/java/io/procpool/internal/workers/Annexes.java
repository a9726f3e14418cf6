package io.procpool.internal.workers;

import io.procpool.protocol.AnnexFolder;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The places where a pool and its workers put the large arrays that they send each other: names of
 * folders, of which each is made by the process that writes there, when it first does.
 *
 * <pre>
 *   /dev/shm/procpool-PIDSPACE-PID-NUMBER     one for the pool, one for each worker
 * </pre>
 *
 * <p>The pool removes a worker's when that is gone, its own when it is closed, and all of them when
 * this JVM ends. If it is killed, its workers do; and if they are killed with it, the next pool of
 * this user.
 */
final class Annexes {

  /** A folder in place of those that are looked for, or {@code none}. */
  private static final String PROPERTY = "procpool.annexes";

  private static final String NONE = "none";

  /** Not worth looking at: a few large arrays would fill it. */
  private static final long LEAST_ROOM = 16L * 1024 * 1024;

  /** Concurrent: workers come and go on any thread, and a shutdown hook takes what is left. */
  private static final Set<AnnexFolder> OPEN = ConcurrentHashMap.newKeySet();

  /** {@code null} if there is none with room. */
  private final Path base = base();

  private final AnnexFolder ofPool = create();

  /** Where the pool writes. */
  AnnexFolder ofPool() {
    return ofPool;
  }

  /** Where one more worker is to write. */
  AnnexFolder create() {
    if (base == null) {
      return AnnexFolder.none();
    }
    AnnexFolder folder = AnnexFolder.at(ArgumentFile.newFolder(base).toString());
    OPEN.add(folder);
    return folder;
  }

  /** Nobody writes there any more, and what was not read will not be. */
  static void close(AnnexFolder folder) {
    folder.close();
    OPEN.remove(folder);
  }

  /** Closes all of this JVM: it is ending. */
  static void closeAll() {
    OPEN.forEach(Annexes::close);
  }

  /** Tells a worker. */
  List<String> flags(AnnexFolder ofWorker) {
    return base == null
        ? List.of()
        : List.of(
            "-Dprocpool.annexes.pool=" + ofPool.path(),
            "-Dprocpool.annexes.own=" + ofWorker.path());
  }

  private static Path base() {
    String asked = System.getProperty(PROPERTY);
    if (asked != null) {
      return asked.equals(NONE) ? null : Path.of(asked).toAbsolutePath();
    }
    for (Path base : ArgumentFile.bases()) {
      File folder = base.toFile();
      if (folder.canWrite() && folder.getUsableSpace() >= LEAST_ROOM) {
        return base;
      }
    }
    return null;
  }
}
