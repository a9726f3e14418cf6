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

  private final Observation observation;

  HandOver(Observation observation) {
    this.observation = observation;
  }

  /** Outcomes without a worker that brought them. */
  void tell(Job job, Outcomes<Object> outcomes) {
    tell(job, outcomes, null, 0);
  }

  /**
   * @param worker that has run the tasks, or {@code null}
   * @param nanos that they took; 0 if that is not known
   */
  void tell(Job job, Outcomes<Object> outcomes, Worker worker, long nanos) {
    observation.onOutcomes(job, outcomes, worker, nanos);
    job.tell(outcomes);
    toTell.add(job);
  }

  /** The worker has frames. */
  void send(Worker worker) {
    toSend.add(worker);
  }

  void passOn() {
    for (Job job : toTell) {
      job.passOn();
    }
    toTell.clear();
    for (Worker worker : toSend) {
      worker.passOn();
    }
    toSend.clear();
  }
}
