package io.procpool.it.calls;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Something that a test does on a thread of its own, because it blocks. */
public final class Background<V> extends FutureTask<V> {

  private final Thread thread = new Thread(this, "it-background");

  private Background(Callable<V> work) {
    super(work);
    thread.setDaemon(true);
  }

  public static <V> Background<V> start(Callable<V> work) {
    Background<V> background = new Background<>(work);
    background.thread.start();
    return background;
  }

  /** Whether what it does waits for something. */
  public boolean isWaiting() {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  /** Interrupts what it does, and leaves it to that to end. */
  public void interrupt() {
    thread.interrupt();
  }
}
