package io.procpool.sharing.internal.wires;

import java.util.concurrent.TimeUnit;

/** Threads that do not keep a JVM from ending. */
public final class Background {

  private static final int PAUSE_MILLIS = 50;

  private Background() {}

  public static Thread start(String name, Runnable role) {
    Thread thread = new Thread(role, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Until there may be room again for what there was none. */
  public static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
