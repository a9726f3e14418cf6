package io.procpool.bench.soak;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When there was a new process in the place of one that was hit. A worker and its replacement have
 * the same name on their command lines; so whoever looks at the children of this JVM, every {@value
 * #LOOK_MILLIS} ms as long as a replacement is missing, knows which is whose.
 */
final class Replacements implements Runnable {

  private static final long LOOK_MILLIS = 5;

  /** All guarded by this: the striker adds hits, the looking thread processes. */
  private final Set<ProcessHandle> known = new HashSet<>();

  /** By the worker's name. */
  private final Map<String, Hit> waiting = new HashMap<>();

  /** In milliseconds from the hit. */
  private final Map<Hit, Double> replaced = new HashMap<>();

  /** A worker may have been hit before it was seen: then it is seen now. */
  synchronized void expect(Hit hit) {
    see(hit.worker(), hit.pid(), hit.nanos());
    waiting.put(hit.worker(), hit);
    notifyAll();
  }

  /** Until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        look();
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      return; // the storm is over
    }
  }

  /** When a worker was there in the place of that which was hit, in milliseconds. */
  synchronized Optional<Double> millisOf(Hit hit) {
    return Optional.ofNullable(replaced.get(hit));
  }

  synchronized boolean isComplete() {
    return waiting.isEmpty();
  }

  private synchronized void look() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    for (ProcessHandle child : Children.all()) {
      Optional<String> name = known.contains(child) ? Optional.empty() : Children.nameOf(child);
      if (name.isPresent()) {
        known.add(child);
        see(name.get(), child.pid(), System.nanoTime());
      }
    }
  }

  private void see(String worker, long pid, long nanos) {
    Hit hit = waiting.get(worker);
    if (hit != null && hit.pid() != pid) {
      waiting.remove(worker);
      replaced.put(hit, hit.millisTo(nanos));
    }
  }
}
