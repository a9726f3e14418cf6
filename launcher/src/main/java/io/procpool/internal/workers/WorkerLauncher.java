package io.procpool.internal.workers;

import java.io.IOException;

/** Starts workers: processes here, scripted ones in tests. */
public interface WorkerLauncher {

  /** Of the worker in a slot, whichever it is. */
  static String nameOf(String poolName, int slot) {
    return poolName + "-worker-" + slot;
  }

  /**
   * Starts a worker, and does not wait for it.
   *
   * @throws IOException if that cannot even be tried; nothing is told then
   */
  WorkerLink start(String name, int slot, WorkerListener listener) throws IOException;

  /**
   * No worker is left that was asked for, and none will be: removes what they had in common, and
   * ends those that nobody has asked for.
   */
  void close();

  /** Those that are started from now on share the machine with so many. */
  void resize(int workers);
}
