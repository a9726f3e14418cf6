package io.procpool.worker;

import java.lang.Thread.UncaughtExceptionHandler;

/**
 * A thread of the worker's own. If one of them ends by what it throws, as it may when a task has
 * filled the heap, the worker would be deaf or dumb for ever: so this JVM ends with it.
 */
final class OurThread implements UncaughtExceptionHandler {

  private OurThread() {}

  static Thread start(Runnable role, String name) {
    Thread thread = new Thread(role, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(new OurThread());
    thread.start();
    return thread;
  }

  /** Makes the current thread one of ours. */
  static void adopt(String name) {
    Thread.currentThread().setName(name);
    Thread.currentThread().setUncaughtExceptionHandler(new OurThread());
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    try {
      StandardStreams.complain("this worker cannot go on", thrown);
    } finally {
      WorkerMain.endAsBroken();
    }
  }
}
