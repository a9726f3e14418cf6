package io.procpool.codec;

/**
 * A thread with a stack for graphs that are deeper than a caller's stack is long, such as a list of
 * 100,000 nodes that hold each other. The caller waits for its end, so it is never there for longer
 * than the call; the stack is address space, of which only what is used takes memory.
 */
final class DeepThread {

  /** Levels of a graph that any thread has room for. */
  static final int DEPTH_ELSEWHERE = 200;

  private static final long[] STACK_SIZES = {1L << 30, 1L << 28, 1L << 26};

  private DeepThread() {}

  /** Something that is done on such a thread. */
  interface Work<T> {
    T call();
  }

  /** Does it there, and throws here what it throws there. */
  static <T> T call(Work<T> work) {
    OutOfMemoryError noRoom = null;
    for (long stackSize : STACK_SIZES) {
      Once<T> once = new Once<>(work);
      Thread thread = new Thread(null, once, "procpool-deep-graph", stackSize);
      thread.setDaemon(true);
      try {
        thread.start();
      } catch (OutOfMemoryError e) {
        noRoom = e; // for a stack of that size
        continue;
      }
      once.awaitOn(thread);
      return once.result();
    }
    throw noRoom;
  }

  private static final class Once<T> implements Runnable {

    private final Work<T> work;
    private T result;
    private Throwable thrown;
    private boolean isInterrupted;

    Once(Work<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      try {
        result = work.call();
      } catch (Throwable e) {
        thrown = e;
      }
      isInterrupted = Thread.interrupted();
    }

    /** An interrupt of the caller is for what the caller has asked to be done. */
    void awaitOn(Thread thread) {
      boolean isOver = false;
      while (!isOver) {
        try {
          thread.join();
          isOver = true;
        } catch (InterruptedException e) {
          thread.interrupt();
        }
      }
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }

    T result() {
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown != null) {
        throw (RuntimeException) thrown;
      }
      return result;
    }
  }
}
