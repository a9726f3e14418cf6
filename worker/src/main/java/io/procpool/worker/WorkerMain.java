package io.procpool.worker;

import io.procpool.context.WorkerContext;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameReader;
import io.procpool.protocol.FrameWriter;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.StatusPage;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/**
 * The worker's main: claims the streams before any user code, greets, runs tasks until it is told
 * to stop. No lambda and no string concatenation by invokedynamic on this path: each costs a
 * starting JVM milliseconds.
 *
 * <p>It ends with exit code 0 when told to stop, with {@value #ORPHANED} when its pool is gone,
 * with {@value #BROKEN} when it has failed itself, and with whatever the user's code asks for.
 */
public final class WorkerMain {

  /**
   * The exit code of a worker whose pool is gone; nobody is left to read it but the system's log.
   */
  private static final int ORPHANED = 82;

  private static final int BROKEN = 70;
  private static final String NO_FILE = "-";

  /** The least level of what is relayed; not set where nothing is. */
  private static final String RELAYED = "procpool.relayLogs";

  /** Of a process that holds half of the memory. */
  private static final String SCORE = "500";

  private WorkerMain() {}

  /**
   * @param args the worker's name, its slot, the numbers of the descriptors to read and to write
   *     the link on, and the argument file that started this JVM, which becomes its status page; or
   *     {@value #NO_FILE} where no file could be written; and the pool's process id
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    OurThread.adopt(args[0]);
    work(StandardStreams.claim(args[2], args[3]), args);
  }

  /** All that comes behind the streams; this JVM ends with it. */
  static void work(StandardStreams streams, String[] args)
      throws IOException, InterruptedException {
    FrameWriter out = greet(streams.linkOut());
    StatusPage status = statusPage(args[4]);
    Annexes annexes = new Annexes();
    Outbox outbox = new Outbox(out, status, annexes);
    offerToTheKernel();
    LineOutput lines = new LineOutput(outbox);
    System.setOut(lines.stream());
    Inbox inbox = new Inbox();
    outbox.startTicker();
    FrameReader link = new FrameReader(streams.linkIn(), Frame.MAX_LENGTH);
    ReadingTurn turn = new ReadingTurn();
    ClassLink classes = new ClassLink(outbox, turn);
    LinkListener listener =
        new LinkListener(link, turn, inbox, outbox, classes, Long.parseLong(args[5]));
    listener.start();
    LastWords lastWords = LastWords.willBeSaid(outbox);
    WorkerContext context = new WorkerContext(args[0], Integer.parseInt(args[1]));
    Diagnostics diagnostics = relayLogs(System.getProperty(RELAYED), outbox, context);
    JobLoaders loaders = new JobLoaders(classes);
    TaskRunner runner = new TaskRunner(loaders, lines, context, annexes, diagnostics);
    new TaskLoop(listener, inbox, outbox, status, runner, loaders).run();
    lastWords.expectEnd();
    listener.finish();
    if (hasOthersToEnd()) {
      end();
    }
  }

  /**
   * Whether a task has left threads that are no daemons: else the end of main is the JVM's. From
   * JDK 21 on exit has the system's logging started, which takes a cold JVM 20 ms.
   */
  private static boolean hasOthersToEnd() {
    ThreadGroup all = Thread.currentThread().getThreadGroup();
    while (all.getParent() != null) {
      all = all.getParent();
    }
    Thread[] threads = new Thread[all.activeCount() + 1];
    int number = all.enumerate(threads);
    boolean hasOthers = number == threads.length; // there may be more of them
    for (int i = 0; i < number; i++) {
      hasOthers |= threads[i] != Thread.currentThread() && !threads[i].isDaemon();
    }
    return hasOthers;
  }

  /** A pool that is killed now leaves no file, and not the folder that it was in. */
  private static StatusPage statusPage(String file) throws IOException {
    if (file.equals(NO_FILE)) {
      return StatusPage.none();
    }
    StatusPage page = StatusPage.open(file, new PageThread());
    removeWithFolder(file);
    return page;
  }

  /** There is nothing else in it. */
  static void removeWithFolder(String file) {
    File named = new File(file);
    named.delete();
    named.getParentFile().delete();
  }

  /** As the shell that starts a worker has done, where there was one. */
  static void offerToTheKernel() {
    try (FileOutputStream score = new FileOutputStream("/proc/self/oom_score_adj")) {
      score.write(SCORE.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return; // not on this system
    }
  }

  /**
   * A JVM need not have the module, and no class of it is touched where nothing is relayed.
   *
   * @return what else can name tasks in what they log; or {@code null}
   */
  private static Diagnostics relayLogs(String least, Outbox outbox, WorkerContext context) {
    if (least == null) {
      return null;
    }
    if (ModuleLayer.boot().findModule("java.logging").isPresent()) {
      LogRelay.install(outbox, context, least);
    }
    Diagnostics diagnostics = Diagnostics.find();
    if (diagnostics != null) {
      diagnostics.enter(context.workerName());
    }
    return diagnostics;
  }

  private static FrameWriter greet(OutputStream out) throws IOException {
    out.write(Greeting.mark());
    FrameWriter writer = new FrameWriter(out);
    writer.write(Greeting.ofThisJvm().toFrame());
    writer.flush();
    return writer;
  }

  /** Ends this JVM, whoever else runs in it. */
  static void end() {
    System.exit(0);
  }

  /** Something of the worker itself has failed: nothing it says can be relied on any more. */
  static void endAsBroken() {
    Runtime.getRuntime().halt(BROKEN);
  }

  /** The pool is gone, and what it has left in files is nobody's. */
  static void endAsOrphan() {
    Annexes.removeAll();
    endAtOnce();
  }

  /**
   * Ends this JVM at once, without the hooks that a job may have left; and what the job has
   * started, if it shall.
   */
  static void endAtOnce() {
    if (Boolean.getBoolean("procpool.killDescendants")) {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
    Runtime.getRuntime().halt(ORPHANED);
  }

  /** Maps the page while tasks run. */
  private static final class PageThread implements Executor {

    @Override
    public void execute(Runnable mapping) {
      try {
        OurThread.start(mapping, "procpool-page");
      } catch (OutOfMemoryError e) {
        return; // there are no more threads: it is written, as before
      }
    }
  }
}
