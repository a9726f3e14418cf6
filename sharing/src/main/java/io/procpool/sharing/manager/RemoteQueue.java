package io.procpool.sharing.manager;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A queue of a {@link Manager}, first in and first out: Python's {@code Manager().Queue()}.
 *
 * <pre>{@code
 * RemoteQueue<String> jobs = manager.queue(100);
 * jobs.put("a");                                       // in one process
 * work(jobs.take());                                   // in another
 * jobs.taskDone();
 * jobs.join();                                         // in the first: until all is done
 * }</pre>
 *
 * <p>Elements are copies and not {@code null}, and iterators are of the queue as it was. Safe for
 * use by any threads of any processes.
 *
 * @param <E> what is in it
 */
public interface RemoteQueue<E> extends BlockingQueue<E> {

  /**
   * Says that one of those that were taken is done.
   *
   * @throws IllegalStateException if all that were put in are done
   */
  void taskDone();

  /**
   * Waits until {@link #taskDone()} was called for each that was put in.
   *
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   */
  void join() throws InterruptedException;

  /**
   * Waits for that, but not for ever.
   *
   * @param time 0 or less: not at all
   * @param unit of the time
   * @return whether all are done
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   */
  boolean join(long time, TimeUnit unit) throws InterruptedException;
}
