package io.procpool.internal.workers;

import io.procpool.protocol.AnnexFolder;
import io.procpool.protocol.Frame;
import io.procpool.protocol.StatusPage;
import io.procpool.protocol.StatusPage.Kept;
import io.procpool.protocol.StatusPage.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteStreamHandler;
import org.apache.commons.exec.StreamPumper;

/**
 * One worker JVM, from its start to its end.
 *
 * <pre>
 *   executor's thread   starts it, waits for its exit, then for the two below, then tells onExit
 *   reader              tells onGreeting, onFrames, onLinkEnd
 *   log pump            its standard error, line by line
 *   writer              what {@link #send} was given and did not write itself
 * </pre>
 *
 * <p>{@code onExit} comes last and always, also if the process could not be started: what the
 * worker wrote before it died has been told by then.
 */
public final class WorkerProcess implements WorkerLink {

  /**
   * How long the readers may go on behind the exit without a step. They find the ends of their
   * streams at once, unless a process that the worker left behind holds one open, or what tasks
   * printed is slow to come out.
   */
  private static final long DRAIN_MILLIS = 2000;

  private final ProcessLauncher launcher;

  /** What its process was started as: what it has started is known by that. */
  private final String firstName;

  /** Volatile: renamed on the pool thread, read by the threads that print what it printed. */
  private volatile String name;

  private final WorkerListener listener;
  private final JvmCommand command;
  private final RandomAccessFile statusPage;
  private final WorkerLog log;
  private final LinkStreams streams;
  private final WorkerExecutor executor;

  /** Guards the page's file: the pool's thread reads it, the executor's closes it. */
  private final Object statusLock = new Object();

  private boolean isEnded;

  private WorkerProcess(
      ProcessLauncher launcher, String name, WorkerListener listener, JvmCommand command)
      throws IOException {
    WorkerSettings settings = launcher.settings();
    this.launcher = launcher;
    this.firstName = name;
    this.name = name;
    this.listener = listener;
    this.command = command;
    this.statusPage = command.openStatusPage();
    this.log = new WorkerLog(this::name, settings.output(), command.hasArchive());
    this.streams = new LinkStreams(settings);
    this.executor = new WorkerExecutor(name, streams);
  }

  /**
   * Starts a worker, on a thread of its own.
   *
   * @param surroundings its own
   */
  static WorkerProcess start(
      ProcessLauncher launcher,
      JvmCommand command,
      Surroundings surroundings,
      String name,
      WorkerListener listener)
      throws IOException {
    WorkerProcess worker = new WorkerProcess(launcher, name, listener, command);
    worker.executor.run(command.toCommandLine(), surroundings, worker.new Exit());
    return worker;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void rename(String newName) {
    name = newName;
  }

  /** Lets out what it printed on standard error: with an archive that is held back until now. */
  void showLog() {
    log.show();
  }

  @Override
  public void send(List<Frame> frames, boolean isLinkEmpty) {
    streams.writer.add(frames, isLinkEmpty);
  }

  @Override
  public void endInput() {
    streams.writer.end();
  }

  @Override
  public void kill() {
    executor.kill();
  }

  @Override
  public Optional<Status> status() {
    synchronized (statusLock) {
      try {
        return isEnded || statusPage == null
            ? Optional.empty()
            : Optional.of(StatusPage.read(statusPage));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  @Override
  public AnnexFolder annexes() {
    return command.annexes();
  }

  @Override
  public void discardAnnexes() {
    Annexes.close(command.annexes());
  }

  @Override
  public long residentBytes() {
    return MachineMemory.resident(executor.pid());
  }

  private void waitsForDebugger(int port) {
    String where = " (pid " + executor.pid() + ") waits for a debugger at localhost:" + port;
    launcher.settings().output().err().println(name + where);
  }

  private void ended(IOException startFailure) {
    int exitCode = executor.exitCode();
    String lastLines = log.end();
    WorkerExit exit =
        new WorkerExit(
            exitCode,
            startFailure,
            status(),
            closePage(),
            either(() -> launcher.isOutOfMemoryKill(exitCode), false),
            either(() -> CrashReport.of(executor.pid(), exitCode, lastLines), null),
            lastLines);
    either(this::cleanUp, null);
    listener.onExit(this, exit);
  }

  private Void cleanUp() {
    command.discard();
    launcher.onEnd(firstName);
    return null;
  }

  /** Nothing that is only for a message, or for tidiness, may keep the end from being told. */
  private static <T> T either(Supplier<T> answer, T otherwise) {
    try {
      return answer.get();
    } catch (RuntimeException e) {
      return otherwise;
    }
  }

  /** What the page still holds. The pool's thread may be reading it. */
  private List<Kept> closePage() {
    synchronized (statusLock) {
      isEnded = true;
      if (statusPage == null) {
        return List.of();
      }
      try (statusPage) {
        return StatusPage.readJournal(statusPage);
      } catch (IOException | RuntimeException e) {
        return List.of(); // it ended before it had one, or something wrote over it
      }
    }
  }

  private final class Exit implements WorkerExecutor.End {

    @Override
    public void onProcessComplete(int exitValue) {
      ended(null);
    }

    /**
     * Also comes behind a process that ran: the executor reports what closing its streams threw.
     */
    @Override
    public void onProcessFailed(ExecuteException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      ended(executor.hasStarted() ? null : new IOException(cause.getMessage(), cause));
    }

    @Override
    public void onBroken(Error cause) {
      ended(new IOException("it cannot be watched: " + cause, cause));
    }
  }

  /**
   * Hands the process's streams to their threads, and holds the executor until these have ended.
   */
  private final class LinkStreams implements ExecuteStreamHandler {

    private final WorkerSettings settings;
    private LinkWriter writer;
    private LinkReader reader;
    private Thread writing;
    private Thread reading;
    private Thread pumping;

    LinkStreams(WorkerSettings settings) {
      this.settings = settings;
    }

    @Override
    public void setProcessInputStream(OutputStream stdin) {
      writer = new LinkWriter(WorkerProcess.this::kill, stdin);
      writing = thread(writer, "writer");
    }

    @Override
    public void setProcessOutputStream(InputStream stdout) {
      reader = new LinkReader(WorkerProcess.this, stdout, listener, settings.output());
      reading = thread(reader, "reader");
    }

    @Override
    public void setProcessErrorStream(InputStream stderr) {
      pumping = thread(new StreamPumper(stderr, log, false), "log");
    }

    @Override
    public void start() {
      writing.start();
      reading.start();
      pumping.start();
      if (command.relay() != null) {
        command.relay().start(name + "-debug", WorkerProcess.this::waitsForDebugger);
      }
    }

    @Override
    public void stop() {
      writer.end();
      try {
        long deadline = awaitReader();
        for (Thread thread : List.of(pumping, writing)) {
          long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
          thread.join(Math.max(1, left));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      log.flush();
    }

    /**
     * What has come of tasks stands behind what they printed: it is read as long as that comes out.
     *
     * @return until when the others may go on
     */
    private long awaitReader() throws InterruptedException {
      long seen;
      long deadline;
      do {
        seen = reader.steps();
        deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
        reading.join(DRAIN_MILLIS);
      } while (reading.isAlive() && reader.steps() != seen);
      return deadline;
    }

    private Thread thread(Runnable role, String roleName) {
      Thread thread = new Thread(role, name + "-" + roleName);
      thread.setDaemon(true);
      return thread;
    }
  }
}
