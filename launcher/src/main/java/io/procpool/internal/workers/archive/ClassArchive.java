package io.procpool.internal.workers.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The class-data archive as those see it who start workers: flags to start one with, if there are
 * any. Whatever is wrong with it or its place, there are none; nothing here throws.
 *
 * <pre>
 *   before a start         flags()             is there one, is it ours, is it of this build?
 *   before a greeting      isIntact()          is it what was sealed, to the last bit?
 *   behind a first result  tend()              seal it, or have it made; remove old ones
 *   a worker that died     doubt(), condemn()  none for this pool; none for anybody
 * </pre>
 */
public final class ClassArchive {

  /** A user who has a word to say on archives says all of it. */
  private static final List<String> USERS_OWN =
      List.of("-Xshare", "SharedArchiveFile", "ArchiveClassesAtExit", "AOTCache", "AOTMode");

  private static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

  /** {@code null}, as the two below are, if there can be none. */
  private final ArchiveFolder folder;

  private final Archive archive;
  private final Sources sources;

  /** Atomic: workers give their first results on threads of their own. */
  private final AtomicBoolean isTended = new AtomicBoolean();

  /** Volatile: begun on the pool thread, asked on those that hear of workers. */
  private volatile Check check;

  /** Volatile: set on the thread that saw a worker's end, asked by the one that starts others. */
  private volatile boolean isDoubted;

  private ClassArchive(ArchiveFolder folder, Archive archive, Sources sources) {
    this.folder = folder;
    this.archive = archive;
    this.sources = sources;
  }

  /**
   * That of these jars.
   *
   * @param java the executable
   * @param jars procpool's, which begin the class path
   * @param userFlags that come behind ours
   */
  public static ClassArchive of(Path java, List<Path> jars, List<String> userFlags) {
    try {
      ArchiveFolder folder = speaksOfArchives(userFlags) ? null : ArchiveFolder.find();
      if (folder != null) {
        Sources sources = Sources.of(java, jars);
        Path place = folder.path().resolve(sources.name());
        return new ClassArchive(folder, new Archive(place, folder.uid()), sources);
      }
    } catch (IOException | RuntimeException e) {
      return new ClassArchive(null, null, null); // folders of classes, or a system without owners
    }
    return new ClassArchive(null, null, null);
  }

  private static boolean speaksOfArchives(List<String> userFlags) {
    for (String flag : userFlags) {
      if (isOfArchives(flag)) {
        return true;
      }
    }
    for (String variable : VARIABLES) {
      if (isOfArchives(System.getenv().getOrDefault(variable, ""))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfArchives(String flags) {
    for (String word : USERS_OWN) {
      if (flags.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** For a worker that is started now; none if there is no archive for it. */
  public List<String> flags() {
    return canBeUsed() && isBeingChecked()
        ? List.of(
            "-Xshare:auto",
            "-XX:SharedArchiveFile=" + archive.file(),
            "-Xlog:cds*=off", // what the JVM does not like about an archive is nobody's concern
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0") // mapped where it was made for: less to write, to share
        : List.of();
  }

  private boolean canBeUsed() {
    try {
      return archive != null
          && !isDoubted
          && archive.isThere()
          && folder.isSafe()
          && archive.isUsableFor(sources.key());
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Begins to check it: 3 MB are too much to be read before the start, and little beside it. */
  private boolean isBeingChecked() {
    try {
      if (check == null) {
        Check begun = new Check();
        begun.start();
        check = begun;
      }
      return true;
    } catch (OutOfMemoryError e) {
      return false; // there are no more threads
    }
  }

  /**
   * Whether it is what was sealed; waits until that is known. To be asked before anything is
   * believed that a worker with it says.
   */
  public boolean isIntact() {
    while (true) {
      try {
        check.join();
        return check.isIntact;
      } catch (InterruptedException e) {
        continue; // nobody interrupts those who ask; the answer comes at once
      }
    }
  }

  /** A worker that had the flags died before it said a word: no other of this pool gets them. */
  public void doubt() {
    isDoubted = true;
  }

  /** And came up without them: so that is what it died of. */
  public void condemn(String worker, String ending) {
    try {
      archive.ban();
    } catch (IOException | RuntimeException e) {
      return; // another pool was faster
    }
    System.getLogger("io.procpool")
        .log(
            Level.WARNING,
            worker
                + " ended at its start ("
                + ending
                + ") and came up without the class-data archive, which is removed: "
                + archive.folder());
  }

  /** A worker has given a result, so there is time. The first call only; returns at once. */
  public void tend() {
    if (archive == null || isDoubted || !isTended.compareAndSet(false, true)) {
      return;
    }
    try {
      inBackground(this::tendNow);
    } catch (OutOfMemoryError e) {
      return; // there are no more threads: another pool will do it
    }
  }

  private static void inBackground(Runnable role) {
    Thread thread = new Thread(role, "procpool-archive");
    thread.setDaemon(true);
    thread.start();
  }

  private void tendNow() {
    try {
      if (!archive.isThere()) {
        folder.create();
      }
      if (folder.isSafe()) {
        tendSafely();
        folder.sweep();
      }
    } catch (IOException | RuntimeException e) {
      return; // a full disk, a place that cannot be written: then there is no archive
    }
  }

  private void tendSafely() throws IOException {
    if (archive.isThere() && !archive.isUsableFor(sources.key())) {
      archive.remove();
    } else if (archive.isThere() && !archive.isSealed()) {
      archive.writeSeal();
    }
    if (archive.isThere()) {
      archive.touch();
    } else if (!folder.isBusy()) {
      HiddenJvm.make(archive, sources);
    }
  }

  /**
   * Compares the archive with its seal, beside the first JVM that starts with it. A plain thread: a
   * task with a future takes a cold JVM milliseconds.
   */
  private final class Check extends Thread {

    /** Read behind this thread's end. */
    private boolean isIntact;

    Check() {
      super("procpool-archive-check");
      setDaemon(true);
    }

    /** A fresh one has no seal: there is nothing yet to compare it with. */
    @Override
    public void run() {
      try {
        isIntact = !archive.isSealed() || archive.isAsSealed();
        if (!isIntact) {
          archive.remove();
        }
      } catch (IOException | RuntimeException e) {
        isIntact = false; // it is gone, or cannot be read
      }
    }
  }
}
