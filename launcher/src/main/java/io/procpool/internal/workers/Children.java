package io.procpool.internal.workers;

import io.procpool.internal.workers.ChildJvm.AtEnd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The child processes of this JVM, and what becomes of them when it ends: those that are daemons
 * are ended, the others are waited for, unless a signal ends this JVM; then all are ended.
 *
 * <p>They are held here also because a process that nobody holds loses its link, and ends.
 */
final class Children {

  /** Until one that was asked to end is killed. Its hooks may want to say something. */
  private static final int GRACE_SECONDS = 2;

  /** Concurrent: they are started on any thread, and end on their own. */
  private static final Set<ChildJvm> ALIVE = ConcurrentHashMap.newKeySet();

  /** Guarded by this class, as what is below. */
  private static final List<AtEnd> LAST = new ArrayList<>();

  private static boolean isHooked;

  private static boolean isEnding;

  private Children() {}

  /**
   * @throws IOException if this JVM is ending
   */
  static synchronized void add(ChildJvm child) throws IOException {
    if (!isHooked && !isEnding) {
      hook();
    }
    if (isEnding) {
      child.kill();
      throw new IOException("This JVM is shutting down: no child process is started any more.");
    }
    ALIVE.add(child);
  }

  static synchronized void runLast(AtEnd what) {
    LAST.add(what);
    if (!isHooked && !isEnding) {
      hook();
    }
  }

  static void remove(ChildJvm child) {
    ALIVE.remove(child);
  }

  private static void hook() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(Children::end, "procpool-children"));
      isHooked = true;
    } catch (IllegalStateException e) {
      isEnding = true; // hooks run already
    }
  }

  private static synchronized void beginEnd() {
    isEnding = true;
  }

  private static void end() {
    beginEnd();
    boolean isBySignal = isBySignal();
    for (ChildJvm child : ALIVE) {
      if (child.isDaemon() || isBySignal) {
        child.terminate();
      }
    }
    try {
      endDaemons(isBySignal);
      for (ChildJvm child : ALIVE) {
        child.awaitEnd(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts a hook; they end with this JVM
    }
    for (AtEnd what : last()) {
      what.run(isBySignal);
    }
  }

  private static synchronized List<AtEnd> last() {
    return List.copyOf(LAST);
  }

  /** Gives them a moment, in all, to end as they were asked to. */
  private static void endDaemons(boolean areAll) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
    for (ChildJvm child : ALIVE) {
      if ((child.isDaemon() || areAll)
          && !child.awaitEnd(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        child.kill();
      }
    }
  }

  /** Whether a signal has begun this JVM's end: the thread that handles it waits for the hooks. */
  private static boolean isBySignal() {
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      for (StackTraceElement frame : thread.getValue()) {
        if (frame.getClassName().startsWith("java.lang.Terminator")) {
          return true;
        }
      }
    }
    return false;
  }
}
