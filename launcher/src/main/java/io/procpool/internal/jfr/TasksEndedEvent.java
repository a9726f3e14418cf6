package io.procpool.internal.jfr;

import io.procpool.PoolEvent.TasksEnded;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** {@link TasksEnded}. */
@Name("io.procpool.TasksEnded")
@Label("Tasks Ended")
@Category("procpool")
@StackTrace(false)
final class TasksEndedEvent extends Event {

  /** {@code null} if no worker has brought them to their end. */
  @Label("Worker")
  String worker;

  @Label("Job")
  long job;

  @Label("Tasks")
  int tasks;

  @Label("Failed")
  int failed;

  @Label("Time Together")
  @Timespan(Timespan.NANOSECONDS)
  long nanos;

  static void write(TasksEnded told) {
    TasksEndedEvent event = new TasksEndedEvent();
    if (event.isEnabled()) {
      event.worker = told.worker() == null ? null : told.worker().name();
      event.job = told.job();
      event.tasks = told.tasks();
      event.failed = told.failed();
      event.nanos = told.nanos();
      event.commit();
    }
  }
}
