package io.procpool.worker;

import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.protocol.ChildPage;
import io.procpool.protocol.ChildTarget;
import io.procpool.task.TaskRunnable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;

/**
 * The main of a child process: does the one thing that it is told, on its main thread, and ends as
 * every program does. It waits for its threads that are no daemons, runs its shutdown hooks, and
 * what its target throws is printed with its stack and makes its exit code 1.
 *
 * <p>Its link is its standard input alone, and says one thing after the target: that its parent is
 * still there.
 */
public final class ChildMain {

  private static final String NO_FILE = "-";

  private ChildMain() {}

  /**
   * @param args as those of {@link WorkerMain}, of which the second and the fourth mean nothing
   * @throws Exception what the target throws
   */
  public static void main(String[] args) throws Exception {
    InputStream link = StandardStreams.claimInput(args[2]);
    noteItsEnd(args[4]);
    WorkerMain.offerToTheKernel();
    run(awaitTarget(link), link);
  }

  private static void noteItsEnd(String file) throws IOException {
    if (!file.equals(NO_FILE)) {
      ChildPage page = new ChildPage(new RandomAccessFile(file, "rw"));
      WorkerMain.removeWithFolder(file);
      page.begin();
      ExitNote.willBeWritten(page);
    }
  }

  private static ChildTarget awaitTarget(InputStream link) {
    try {
      return ChildTarget.readFrom(link);
    } catch (IOException e) {
      WorkerMain.endAsOrphan(); // its parent is gone
      throw new IllegalStateException(e);
    }
  }

  private static void run(ChildTarget told, InputStream link) throws Exception {
    OurThread.start(new ParentGuard(link, told.parentPid()), "procpool-parent");
    Thread.currentThread().setName(told.name());
    System.setProperty("procpool.child.name", told.name());
    System.setProperty("procpool.child.daemon", Boolean.toString(told.isDaemon()));
    System.setProperty("procpool.child.parentPid", Long.toString(told.parentPid()));
    System.setProperty("procpool.child.parentName", told.parentName());
    decode(told).run();
  }

  private static TaskRunnable decode(ChildTarget told) throws CodecException {
    ValueCodec codec = new ValueCodec(ClassLoader.getSystemClassLoader());
    return (TaskRunnable) codec.decode(told.task());
  }
}
