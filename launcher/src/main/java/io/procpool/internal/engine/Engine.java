package io.procpool.internal.engine;

import io.procpool.PoolStats;
import io.procpool.TaskOptions;
import io.procpool.TravelReport;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import io.procpool.task.TaskRunnable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A place where tasks run: worker processes of this machine, or threads, or a cluster.
 *
 * <pre>
 *   run(function, source, sink)
 *     source.fill(chunk)      asked on a thread of its own, as fast as tasks can be taken
 *     sink.onOutcomes(...)    told on a thread of the engine, in any order
 *     sink.onEnd()            once, when every task of the input has been told; or
 *     sink.onLost(cause)      once, when nothing more will be told
 * </pre>
 */
public interface Engine {

  /** How many tasks can run at a time. */
  int parallelism();

  /**
   * Starts a job.
   *
   * @param options limits and retries; what they leave open is the engine's own
   * @throws io.procpool.SerializationException if the function cannot be sent
   * @throws io.procpool.PoolClosedException if the engine takes no more work
   */
  <T, R> RunningJob run(
      TaskFunction<? super T, ? extends R> function,
      TaskOptions options,
      ChunkSource<T> source,
      OutcomeSink<R> sink);

  /**
   * Starts a job of one task, on the calling thread.
   *
   * @throws io.procpool.SerializationException if the task cannot be sent
   * @throws io.procpool.PoolClosedException if the engine takes no more work
   */
  <R> RunningJob call(TaskCallable<? extends R> task, TaskOptions options, OutcomeSink<R> sink);

  /**
   * Encodes something as it would cross, on the calling thread.
   *
   * @param what it is called in the part
   * @param function the job's, whose classes are to be found; it may be the thing itself
   * @return the part; behind a function's, those of what it has captured
   */
  List<TravelReport.Part> weigh(String what, Object thing, Object function);

  /**
   * Returns when all workers are up, or have run something once.
   *
   * @param task {@code null} if they are to be up only
   * @throws io.procpool.ProcpoolException if that fails, or this is closed
   */
  void warmUp(TaskRunnable task);

  /** The limits and retries of tasks that do not have their own. */
  TaskOptions defaults();

  /** Where user code may run that nobody waits for: callbacks. */
  Executor completions();

  /** What it is doing, and has done; also behind its end. */
  PoolStats stats();

  /** Its name, and what its workers have. */
  String describe();

  /** Whether it takes no more work. */
  boolean isClosed();

  /** Completes when it has ended, and nothing of it runs any more. */
  CompletableFuture<Void> closed();

  /** Finishes what was submitted, then ends the workers; interrupted, terminates. */
  void close();

  /** Ends the workers at once, and waits until they are gone. */
  void terminate();

  /** A job that was started. */
  interface RunningJob {

    /**
     * Drops the tasks that have not started; the sink is told nothing more. May be called twice.
     *
     * @param stopsRunning whether those that have started are stopped too
     */
    void cancel(boolean stopsRunning);

    /** Drops the tasks that have not started; the others end, and the sink is told of them. */
    void drain();

    /**
     * Whether one of its tasks was started that has given no result; to be asked when the engine
     * has ended.
     */
    boolean hasStarted();

    /**
     * Runs the next task on the calling thread, if the engine has no threads to run it on. Called
     * on the thread that waits for outcomes, as long as none have come.
     *
     * @return false if there is nothing to be run here
     */
    default boolean step() {
      return false;
    }
  }
}
