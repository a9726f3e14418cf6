package io.procpool.internal.dispatch;

import io.procpool.internal.workers.WorkerLink;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The workers that a pool has, from their start to their exit; spares among them, which have no
 * slot. The pool thread's own.
 */
final class Roster implements Iterable<Worker> {

  /** One place for each slot, and for each worker that a smaller pool has not yet lost. */
  private Worker[] bySlot;

  private int slots;
  private final Map<WorkerLink, Worker> byLink = new HashMap<>();

  Roster(int slots) {
    this.slots = slots;
    bySlot = new Worker[slots];
  }

  /** How many workers there are to be. */
  int slots() {
    return slots;
  }

  void resize(int number) {
    slots = number;
    if (number > bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, number);
    }
  }

  /** The first slot that has no worker, or -1 if all have one. */
  int emptySlot() {
    for (int slot = 0; slot < slots; slot++) {
      if (bySlot[slot] == null) {
        return slot;
      }
    }
    return -1;
  }

  /** How many workers have not come so far that they could be given tasks. */
  int starting() {
    int starting = 0;
    for (Worker worker : bySlot) {
      starting += worker != null && worker.state() == Worker.State.STARTING ? 1 : 0;
    }
    return starting;
  }

  void add(WorkerLink link, Worker worker) {
    byLink.put(link, worker);
    if (!worker.isSpare()) {
      place(worker);
    }
  }

  /** It has a place from now on. */
  void place(Worker worker) {
    bySlot[worker.slot()] = worker;
  }

  /** The worker behind a link, or {@code null} if it is gone. */
  Worker get(WorkerLink link) {
    return byLink.get(link);
  }

  Worker remove(WorkerLink link) {
    Worker worker = byLink.remove(link);
    if (!worker.isSpare()) {
      bySlot[worker.slot()] = null;
    }
    return worker;
  }

  boolean isEmpty() {
    return byLink.isEmpty();
  }

  @Override
  public Iterator<Worker> iterator() {
    return byLink.values().iterator();
  }

  /** How many chunks wait with a worker behind the one that runs. */
  int prefetched() {
    int prefetched = 0;
    for (Worker worker : bySlot) {
      prefetched += worker == null ? 0 : Math.max(0, worker.load() - 1);
    }
    return prefetched;
  }

  /** The ready worker with the fewest chunks, or {@code null} if none is ready. */
  Worker leastLoaded() {
    Worker least = null;
    for (Worker worker : bySlot) {
      boolean isReady = worker != null && worker.state() == Worker.State.READY;
      if (isReady && !worker.isReserved && (least == null || worker.load() < least.load())) {
        least = worker;
      }
    }
    return least;
  }

  /** The worker with the most tasks that can be recalled, or {@code null} if none has any. */
  Worker mostLoaded() {
    Worker most = null;
    for (Worker worker : bySlot) {
      int least = most == null ? 0 : most.recallable();
      if (worker != null && worker.recallable() > least) {
        most = worker;
      }
    }
    return most;
  }

  /** How many workers have nothing. */
  int idle() {
    int idle = 0;
    for (Worker worker : bySlot) {
      idle += worker != null && worker.isIdle() ? 1 : 0;
    }
    return idle;
  }
}
