package io.procpool.internal.jfr;

import io.procpool.PoolWorker;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A worker has died, or was recycled. */
@Name("io.procpool.WorkerEnded")
@Label("Worker Ended")
@Category("procpool")
@StackTrace(false)
final class WorkerEndedEvent extends Event {

  @Label("Worker")
  String worker;

  @Label("Process")
  long pid;

  @Label("Reason")
  String reason;

  static void write(PoolWorker ended, String reason) {
    WorkerEndedEvent event = new WorkerEndedEvent();
    event.worker = ended.name();
    event.pid = ended.pid();
    event.reason = reason;
    event.commit();
  }
}
