package io.procpool.sharing.internal.wires;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** Those who want to look again when something has changed. Safe for use by several threads. */
public final class Wakeups {

  private final Set<Runnable> waiting = new CopyOnWriteArraySet<>();

  public void add(Runnable wakeup) {
    waiting.add(wakeup);
  }

  public void remove(Runnable wakeup) {
    waiting.remove(wakeup);
  }

  public void wakeAll() {
    waiting.forEach(Runnable::run);
  }
}
