package io.procpool.internal.workers;

import io.procpool.internal.workers.WorkerSettings.Output;
import io.procpool.internal.workers.archive.ClassArchive;
import io.procpool.protocol.ChildPage;
import io.procpool.protocol.ChildTarget;
import io.procpool.protocol.Frame;
import io.procpool.protocol.ProcessFolders;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A child process: a JVM that is started as workers are, with one thing to do and no pool. The one
 * door of this room for the module {@code sharing}.
 *
 * <pre>
 *   start --> its standard input: what it is to do, then nothing as long as this JVM lives
 *         --> its standard output and error: this JVM's own
 *         <-- its exit code, and its page: has it chosen that code?
 * </pre>
 *
 * <p>A thread of its own gives it its target and waits for its end. While that thread of a child
 * that is no daemon runs, this JVM does not end by itself. Safe for use by several threads.
 */
public final class ChildJvm {

  /** Nothing is printed for a child: it prints itself. */
  private static final PrintStream NOBODY = new PrintStream(OutputStream.nullOutputStream());

  /** Concurrent: children are started on any thread. By the JVM's flags, most often none. */
  private static final Map<List<String>, ClassArchive> ARCHIVES = new ConcurrentHashMap<>();

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final int KILL_SECONDS = 10;

  private final ChildTarget target;
  private final JvmCommand command;
  private final ClassArchive archive;

  /** {@code null} where there can be none. */
  private final RandomAccessFile page;

  private final Process process;

  /** Volatile: set on any thread, asked by the one that terminates it. */
  private volatile boolean isPaused;

  private ChildJvm(
      ChildTarget target, JvmCommand command, ClassArchive archive, RandomAccessFile page)
      throws IOException {
    this.target = target;
    this.command = command;
    this.archive = archive;
    this.page = page;
    this.process =
        new ProcessBuilder(command.toCommandLine().toStrings())
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT)
            .start();
  }

  /**
   * Refuses one that would stand too deep in others, or that a class would start.
   *
   * @throws io.procpool.ProcpoolException with the way out
   */
  public static void check() {
    Depth.checkChild();
  }

  /**
   * Starts one, and does not wait for it.
   *
   * @param jvmArgs flags for its JVM, behind ours
   * @param onEnd is told its end, on the thread that waited for it
   * @throws IOException if no process can be started
   */
  public static ChildJvm start(ChildTarget target, List<String> jvmArgs, Consumer<Exit> onEnd)
      throws IOException {
    WorkerSettings settings = settings(jvmArgs);
    ClassArchive archive =
        ARCHIVES.computeIfAbsent(
            settings.jvmArgs(), args -> ClassArchive.of(JAVA, List.copyOf(OurJars.places()), args));
    JvmCommand command =
        JvmCommand.createForChild(settings, archiveFlags(archive), commandName(target));
    try {
      ChildJvm child = new ChildJvm(target, command, archive, command.openStatusPage());
      Children.add(child);
      child.startThread(onEnd);
      return child;
    } catch (IOException | OutOfMemoryError e) { // no more descriptors, or no more threads
      command.discard();
      throw e;
    }
  }

  /**
   * Has something done when this JVM ends, behind the end of its children: they may still need it.
   */
  public static void runLast(AtEnd what) {
    Children.runLast(what);
  }

  /** Something that has to be done when this JVM ends. */
  public interface AtEnd {

    /**
     * @param isBySignal whether it was told to end, and should not wait for others
     */
    void run(boolean isBySignal);
  }

  public long pid() {
    return process.pid();
  }

  /** Whether it ends with this JVM's program. */
  boolean isDaemon() {
    return target.isDaemon();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end: SIGTERM, which lets its shutdown hooks run. One that is paused goes on. */
  public void terminate() {
    process.toHandle().destroy(); // the process itself would close its link, and so end it at once
    if (isPaused) {
      resume();
    }
  }

  /** Ends it at once. */
  public void kill() {
    process.toHandle().destroyForcibly();
  }

  /** SIGSTOP: it stays as it is, and takes no processor time. */
  public void pause() {
    isPaused = true;
    signal("STOP");
  }

  /** SIGCONT: it goes on. */
  public void resume() {
    isPaused = false;
    signal("CONT");
  }

  /** Waits for its end, but not for what is told of it. */
  boolean awaitEnd(long time, TimeUnit unit) throws InterruptedException {
    return process.waitFor(time, unit);
  }

  /** While it is there its process id is nobody else's. */
  private void signal(String name) {
    if (!process.isAlive()) {
      return;
    }
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, "" + pid())
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      kill.getOutputStream().close();
      awaitKill(kill);
    } catch (IOException e) {
      throw new UnsupportedOperationException(
          "A process can only be paused and resumed where there is /bin/sh.", e);
    }
  }

  private static void awaitKill(Process kill) {
    try {
      kill.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the signal is on its way
    }
  }

  private void startThread(Consumer<Exit> onEnd) {
    Thread thread = new Thread(() -> attend(onEnd), "procpool-child-" + target.name());
    thread.setDaemon(target.isDaemon());
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      kill();
      Children.remove(this);
      throw e;
    }
  }

  private void attend(Consumer<Exit> onEnd) {
    try {
      target.writeTo(process.getOutputStream());
    } catch (IOException e) {
      // it has ended, and its exit says of what
    }
    int code = awaitCode();
    Exit exit = Exit.of(code, hasCalledExit());
    command.discard();
    ProcessFolders.removeOf(pid()); // it may have been killed
    Children.remove(this);
    onEnd.accept(exit);
  }

  private int awaitCode() {
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        continue; // nobody interrupts this thread
      }
    }
  }

  /** Where it has no page, a high code is a signal's. */
  private boolean hasCalledExit() {
    if (page == null) {
      return false;
    }
    try (page) {
      ChildPage last = new ChildPage(page);
      if (last.hasBegun()) {
        archive.tend();
      } else {
        archive.doubt();
      }
      return last.hasCalledExit();
    } catch (IOException e) {
      return false;
    }
  }

  /** It is compared with its seal before: nobody could take back what a child has begun to do. */
  private static List<String> archiveFlags(ClassArchive archive) {
    List<String> flags = archive.flags();
    return flags.isEmpty() || archive.isIntact() ? flags : List.of();
  }

  /** As processes are listed: the name itself comes with the target. */
  private static String commandName(ChildTarget target) {
    return target.name().replace('\0', ' ');
  }

  private static WorkerSettings settings(List<String> jvmArgs) {
    List<Path> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      classPath.add(Path.of(entry.isEmpty() ? "." : entry));
    }
    Output output = new Output(NOBODY, NOBODY, false);
    return new WorkerSettings(
        JAVA,
        jvmArgs,
        Surroundings.NONE,
        classPath,
        output,
        false,
        ProcessPrefix.NONE,
        WorkerSettings.NOBODY,
        Frame.MAX_VALUE_LENGTH,
        OptionalInt.empty());
  }

  /**
   * How a child process ended.
   *
   * @param code of the process, 0 to 255
   * @param signal the name of the one that ended it, or {@code null} if it ended by itself
   */
  public record Exit(int code, String signal) {

    /**
     * @param hasCalledExit whether it has chosen its code: else a high one is a signal's. {@code
     *     Runtime.halt} with such a code is taken for the signal.
     */
    static Exit of(int code, boolean hasCalledExit) {
      return new Exit(code, hasCalledExit ? null : WorkerExit.signal(code));
    }

    /** Its code, or if a signal ended it that signal's number, negative. */
    public int number() {
      return signal == null ? code : WorkerExit.FIRST_SIGNAL_CODE - code;
    }
  }
}
