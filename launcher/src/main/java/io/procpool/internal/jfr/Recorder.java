package io.procpool.internal.jfr;

import io.procpool.PoolEvent;
import jdk.jfr.FlightRecorder;

/**
 * Writes a pool's events into recordings, if there are any. No class of an event is loaded before:
 * the first of them takes a JVM without a recording a fifth of a second.
 */
public final class Recorder {

  /** Not every JVM has the module. */
  private static final boolean IS_THERE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private Recorder() {}

  /** Whether there is a recording, or was one. */
  public static boolean isOn() {
    return IS_THERE && FlightRecorder.isInitialized();
  }

  /** From any thread; does not block. */
  public static void write(PoolEvent event) {
    if (event instanceof PoolEvent.TasksEnded tasks) {
      TasksEndedEvent.write(tasks);
    } else if (event instanceof PoolEvent.ChunkGiven chunk) {
      ChunkGivenEvent.write(chunk);
    } else if (event instanceof PoolEvent.WorkerStarted worker) {
      WorkerStartedEvent.write(worker);
    } else if (event instanceof PoolEvent.WorkerDied worker) {
      WorkerEndedEvent.write(worker.worker(), worker.reason());
    } else if (event instanceof PoolEvent.WorkerRecycled worker) {
      WorkerEndedEvent.write(worker.worker(), "recycled: " + worker.why());
    }
  }
}
