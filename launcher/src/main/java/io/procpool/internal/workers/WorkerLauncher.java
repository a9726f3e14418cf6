package io.procpool.internal.workers;

import java.io.IOException;

/** Starts workers: processes here, scripted ones in tests. */
public interface WorkerLauncher {

  /**
   * Starts a worker, and does not wait for it.
   *
   * @throws IOException if that cannot even be tried; nothing is told then
   */
  WorkerLink start(String name, int slot, WorkerListener listener) throws IOException;

  /** No worker is left, and none will be started: removes what they had in common. */
  void close();

  /** Those that are started from now on share the machine with so many. */
  void resize(int workers);
}
