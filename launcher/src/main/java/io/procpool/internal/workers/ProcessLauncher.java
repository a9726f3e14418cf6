package io.procpool.internal.workers;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Starts the worker processes of one pool, and keeps what they have in common. */
public final class ProcessLauncher implements WorkerLauncher {

  private static final int KILLED = 137;

  /** Atomic: asked and set by the threads that wait for the workers' ends. */
  private final AtomicLong outOfMemoryKills = new AtomicLong(MachineMemory.outOfMemoryKills());

  private final WorkerSettings settings;

  /** The pool thread's own. */
  private MachineShare share;

  private final PoolFolder folder = new PoolFolder();

  /**
   * @param workers how many workers share the machine
   */
  public ProcessLauncher(WorkerSettings settings, int workers) {
    this.settings = settings;
    this.share = MachineShare.of(workers, settings.jvmArgs());
  }

  /** Removes the files that killed pools of this user have left. Takes as long as it takes. */
  public static void sweep() {
    PoolFolder.sweep();
  }

  WorkerSettings settings() {
    return settings;
  }

  @Override
  public WorkerLink start(String name, int slot, WorkerListener listener) throws IOException {
    JvmCommand command = JvmCommand.create(settings, share, folder, name, slot);
    try {
      Map<String, String> environment =
          settings.killsDescendants() ? Descendants.marked(name) : Map.of();
      return WorkerProcess.start(this, command, environment, name, listener);
    } catch (IOException | OutOfMemoryError e) { // no more descriptors, or no more threads
      command.discard();
      throw e;
    }
  }

  @Override
  public void resize(int workers) {
    share = MachineShare.of(workers, settings.jvmArgs());
  }

  @Override
  public void close() {
    folder.close();
  }

  /** A worker has ended: what it has started may have to end with it. */
  void onEnd(String name) {
    if (settings.killsDescendants()) {
      Descendants.kill(name);
    }
  }

  /** Whether the kernel has killed a process for want of memory since this was last asked. */
  boolean isOutOfMemoryKill(int exitCode) {
    if (exitCode != KILLED) {
      return false;
    }
    long kills = MachineMemory.outOfMemoryKills();
    return outOfMemoryKills.getAndSet(kills) < kills;
  }
}
