package io.procpool.internal.dispatch;

import io.procpool.internal.engine.Outcomes;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The jobs that have outcomes for their sinks, and the workers that have frames for their links:
 * passed on together, for each hand-over to another thread costs more than what is handed over. The
 * pool thread's own.
 */
final class HandOver {

  private final Set<Job> toTell = new LinkedHashSet<>();
  private final Set<Worker> toSend = new LinkedHashSet<>();

  void tell(Job job, Outcomes<Object> outcomes) {
    job.tell(outcomes);
    toTell.add(job);
  }

  /** The worker has frames. */
  void send(Worker worker) {
    toSend.add(worker);
  }

  void passOn() {
    toTell.forEach(Job::passOn);
    toTell.clear();
    toSend.forEach(Worker::passOn);
    toSend.clear();
  }
}
