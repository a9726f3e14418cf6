package io.procpool.bench.sides;

import io.procpool.PoolEvent;
import io.procpool.PoolListener;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import jdk.jfr.Recording;

/**
 * {@link PoolSide} with a pool that is observed in all ways: its listener hears of everything, and
 * a recording keeps it. The recording holds nothing else, for what the flight recorder itself costs
 * is not ours.
 */
public final class ObservedSide implements PoolListener {

  private long tasks;
  private long chunks;

  private ObservedSide() {}

  public static void main(String[] arguments) throws Exception {
    ProcessPoolBuilder builder = ProcessPool.builder().processes(Integer.parseInt(arguments[0]));
    ObservedSide listener = new ObservedSide();
    try (Recording recording = new Recording()) {
      recording.enable("io.procpool.WorkerStarted");
      recording.enable("io.procpool.WorkerEnded");
      recording.enable("io.procpool.ChunkGiven");
      recording.enable("io.procpool.TasksEnded");
      recording.start();
      PoolSide.answerWith(builder.listener(listener));
    }
    if (listener.tasks == 0 || listener.chunks == 0) {
      throw new AssertionError("nothing was heard");
    }
  }

  @Override
  public void onTasksEnded(PoolEvent.TasksEnded event) {
    tasks += event.tasks();
  }

  @Override
  public void onChunkGiven(PoolEvent.ChunkGiven event) {
    chunks++;
  }
}
