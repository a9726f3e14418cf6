package io.procpool.internal.jfr;

import io.procpool.PoolEvent.WorkerStarted;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** {@link WorkerStarted}. */
@Name("io.procpool.WorkerStarted")
@Label("Worker Started")
@Category("procpool")
@StackTrace(false)
final class WorkerStartedEvent extends Event {

  @Label("Worker")
  String worker;

  @Label("Process")
  long pid;

  @Label("Time To Start")
  @Timespan(Timespan.NANOSECONDS)
  long nanos;

  static void write(WorkerStarted told) {
    WorkerStartedEvent event = new WorkerStartedEvent();
    event.worker = told.worker().name();
    event.pid = told.worker().pid();
    event.nanos = told.took().toNanos();
    event.commit();
  }
}
