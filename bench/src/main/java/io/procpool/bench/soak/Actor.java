package io.procpool.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;

/**
 * Takes one step after the other, whichever its seed says, on a thread of its own. Between two
 * steps it can be held.
 */
final class Actor implements Runnable {

  private final String name;
  private final long seed;
  private final Map<String, Step> steps;

  /** Between actors and whoever samples: held by each actor while it acts. */
  private final Lock going;

  private final Judge judge;

  /** Concurrent, for an actor that hangs never ends, and is asked all the same. */
  private final Map<String, Integer> taken = new ConcurrentSkipListMap<>();

  /** Volatile, as is the time: the thread that looks for hangs reads them. */
  private volatile String doing = "nothing";

  /** Volatile: set by the actor's thread, asked by the watchdog. */
  private volatile long sinceNanos = System.nanoTime();

  /** Volatile: set by whoever ends the soak, asked by the actor's thread. */
  private volatile boolean isOver;

  /**
   * @param going is held while it takes a step
   */
  Actor(String name, long seed, Map<String, Step> steps, Lock going, Judge judge) {
    this.name = name;
    this.seed = seed;
    this.steps = steps;
    this.going = going;
    this.judge = judge;
  }

  Thread start() {
    Thread thread = new Thread(this, "soak: " + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Takes no further step. */
  void end() {
    isOver = true;
  }

  /** What it does, such as "caller 1, step 17: map". */
  String doing() {
    return doing;
  }

  /** How long it has been doing it. */
  long seconds() {
    return (System.nanoTime() - sinceNanos) / 1_000_000_000;
  }

  /** How often it took which step. */
  Map<String, Integer> taken() {
    return taken;
  }

  @Override
  public void run() {
    List<String> names = new ArrayList<>(steps.keySet());
    for (int i = 0; !isOver; i++) {
      Random random = new Random(seed + i);
      String step = names.get(random.nextInt(names.size()));
      going.lock();
      begin(name + ", step " + i + ": " + step);
      try {
        steps.get(step).take(random);
      } catch (Throwable e) { // whatever it is, it should not have come out of a call
        judge.breach(doing + ": " + e + " at " + List.of(e.getStackTrace()));
      } finally {
        taken.merge(step, 1, Integer::sum);
        begin("nothing");
        going.unlock();
      }
    }
  }

  private void begin(String what) {
    sinceNanos = System.nanoTime();
    doing = what;
  }
}
