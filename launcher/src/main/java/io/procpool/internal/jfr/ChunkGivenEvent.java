package io.procpool.internal.jfr;

import io.procpool.PoolEvent.ChunkGiven;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** {@link ChunkGiven}. */
@Name("io.procpool.ChunkGiven")
@Label("Chunk Given")
@Category("procpool")
@StackTrace(false)
final class ChunkGivenEvent extends Event {

  @Label("Worker")
  String worker;

  @Label("Job")
  long job;

  @Label("First Index")
  long firstIndex;

  @Label("Tasks")
  int tasks;

  static void write(ChunkGiven told) {
    ChunkGivenEvent event = new ChunkGivenEvent();
    if (event.isEnabled()) {
      event.worker = told.worker().name();
      event.job = told.job();
      event.firstIndex = told.firstIndex();
      event.tasks = told.tasks();
      event.commit();
    }
  }
}
