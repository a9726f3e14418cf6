package io.procpool.internal.workers;

import io.procpool.internal.workers.archive.ClassArchive;
import io.procpool.protocol.AnnexFolder;
import io.procpool.protocol.Frame;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.MalformedFrameException;
import io.procpool.protocol.StatusPage.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A worker that is started with a class-data archive. If its JVM dies before it says a word, it is
 * started again at once without one, and nobody has noticed anything.
 *
 * <pre>
 *   with the archive -- dies in silence --> without it -- greets --> the archive is condemned
 *         |                                      |
 *         +-- greets, or is killed               +-- dies: that is told, as ever
 * </pre>
 *
 * <p>A greeting is believed when the archive has been compared with its seal, which takes less time
 * than a JVM to start; one that is not what it was ends the first process too.
 *
 * <p>What it prints is held back until one of the two is known: of a JVM that crashes on an archive
 * nothing is to be seen.
 */
final class ArchivedStart implements WorkerLink {

  /** Guarded by this: the pool thread renames it, maybe while another thread starts it again. */
  private String name;

  private final WorkerListener listener;
  private final ClassArchive archive;
  private final Starter starter;

  /** Volatile: exchanged on the first one's thread, before anybody is told of a greeting. */
  private volatile WorkerProcess process;

  /** Guarded by this: any thread may kill the worker while another starts it again. */
  private boolean isKilled;

  private ArchivedStart(
      String name, WorkerListener listener, ClassArchive archive, Starter starter) {
    this.name = name;
    this.listener = listener;
    this.archive = archive;
    this.starter = starter;
  }

  /** Starts a worker's first process. */
  static WorkerLink start(
      String name, WorkerListener listener, ClassArchive archive, Starter starter)
      throws IOException {
    ArchivedStart worker = new ArchivedStart(name, listener, archive, starter);
    worker.start(worker.new First(), true);
    return worker;
  }

  /** The lock is for what a fast process tells before this has its name. */
  private synchronized void start(WorkerListener told, boolean withArchive) throws IOException {
    process = starter.start(told, withArchive);
    process.rename(name);
    if (isKilled) {
      process.kill();
    }
  }

  private synchronized WorkerProcess process() {
    return process;
  }

  private synchronized boolean isKilled() {
    return isKilled;
  }

  @Override
  public synchronized String name() {
    return name;
  }

  @Override
  public synchronized void rename(String newName) {
    name = newName;
    process.rename(newName);
  }

  @Override
  public void send(List<Frame> frames, boolean isLinkEmpty) {
    process.send(frames, isLinkEmpty);
  }

  @Override
  public void endInput() {
    process.endInput();
  }

  @Override
  public Optional<Status> status() {
    return process.status();
  }

  @Override
  public AnnexFolder annexes() {
    return process.annexes();
  }

  @Override
  public void discardAnnexes() {
    process.discardAnnexes();
  }

  @Override
  public long residentBytes() {
    return process.residentBytes();
  }

  @Override
  public synchronized void kill() {
    isKilled = true;
    process.kill();
  }

  /** Starts a process of this worker. */
  interface Starter {

    WorkerProcess start(WorkerListener listener, boolean withArchive) throws IOException;
  }

  /** Passes on what the process with the archive tells. */
  private final class First implements WorkerListener {

    /** The reader's, and behind its end the one's that waits for it. */
    private volatile boolean hasGreeted;

    private volatile boolean hasEnded;
    private volatile MalformedFrameException failure;

    @Override
    public void onGreeting(WorkerLink worker, Greeting greeting) {
      if (!archive.isIntact()) {
        process().kill(); // what it has loaded may be anything; its end starts it again
        return;
      }
      hasGreeted = true;
      process().showLog();
      listener.onGreeting(ArchivedStart.this, greeting);
    }

    @Override
    public void onFrames(WorkerLink worker, List<Frame> frames) {
      listener.onFrames(ArchivedStart.this, frames);
    }

    @Override
    public void onLinkEnd(WorkerLink worker, MalformedFrameException what) {
      if (hasGreeted) {
        listener.onLinkEnd(ArchivedStart.this, what);
      } else {
        failure = what;
        hasEnded = true;
      }
    }

    @Override
    public void onExit(WorkerLink worker, WorkerExit exit) {
      if (exit.isCrash()) {
        archive.doubt();
      }
      if (hasGreeted || isKilled() || !isStartedAgain(exit)) {
        process().showLog();
        if (hasEnded) {
          listener.onLinkEnd(ArchivedStart.this, failure);
        }
        listener.onExit(ArchivedStart.this, exit);
      }
    }

    private boolean isStartedAgain(WorkerExit exit) {
      if (exit.startFailure() != null) {
        return false;
      }
      if (archive.isIntact()) {
        archive.doubt();
      }
      try {
        process().discardAnnexes();
        start(new Second(exit), false);
      } catch (IOException | OutOfMemoryError e) { // no more descriptors, or no more threads
        return false;
      }
      removeReport(exit.errorFile());
      return true;
    }

    /** What the JVM wrote of a crash that nobody has noticed. */
    private void removeReport(String file) {
      try {
        if (file != null) {
          Files.deleteIfExists(Path.of(file));
        }
      } catch (IOException e) {
        return; // it stays, and is only an untidiness
      }
    }
  }

  /** Passes on what the process without the archive tells. */
  private final class Second implements WorkerListener {

    private final WorkerExit firstExit;

    Second(WorkerExit firstExit) {
      this.firstExit = firstExit;
    }

    @Override
    public void onGreeting(WorkerLink worker, Greeting greeting) {
      process(); // by now it is this one
      listener.onGreeting(ArchivedStart.this, greeting);
      if (!firstExit.isByOthers()) {
        archive.condemn(name(), firstExit.describe());
      }
    }

    @Override
    public void onFrames(WorkerLink worker, List<Frame> frames) {
      listener.onFrames(ArchivedStart.this, frames);
    }

    @Override
    public void onLinkEnd(WorkerLink worker, MalformedFrameException failure) {
      listener.onLinkEnd(ArchivedStart.this, failure);
    }

    @Override
    public void onExit(WorkerLink worker, WorkerExit exit) {
      listener.onExit(ArchivedStart.this, exit);
    }
  }
}
