package io.procpool.internal.workers;

import io.procpool.protocol.AnnexFolder;
import java.io.IOException;
import java.util.Map;

/** Starts the worker processes of one pool, and keeps what they have in common. */
public final class ProcessLauncher implements WorkerLauncher {

  private static final int KILLED = 137;

  /** Those that are accounted for. Guarded by this: each worker's end is told on its own thread. */
  private long outOfMemoryKills = MachineMemory.outOfMemoryKills();

  private final WorkerSettings settings;
  private final Annexes annexes = new Annexes();

  /** The pool thread's own. */
  private MachineShare share;

  /**
   * @param workers how many workers share the machine
   */
  public ProcessLauncher(WorkerSettings settings, int workers) {
    this.settings = settings;
    this.share = MachineShare.of(workers, settings.jvmArgs());
  }

  /** Removes the files that killed pools of this user have left. Takes as long as it takes. */
  public static void sweep() {
    ArgumentFile.sweep();
  }

  WorkerSettings settings() {
    return settings;
  }

  @Override
  public WorkerLink start(String name, int slot, WorkerListener listener) throws IOException {
    JvmCommand command = JvmCommand.create(settings, share, annexes, name, slot);
    try {
      Map<String, String> environment =
          settings.killsDescendants() ? Descendants.marked(name) : Map.of();
      return WorkerProcess.start(this, command, environment, name, listener);
    } catch (IOException | OutOfMemoryError e) { // no more descriptors, or no more threads
      command.discard();
      Annexes.close(command.annexes());
      throw e;
    }
  }

  /** Where the pool puts the large arrays that workers read. */
  public AnnexFolder annexes() {
    return annexes.ofPool();
  }

  @Override
  public void close() {
    Annexes.close(annexes.ofPool());
  }

  @Override
  public void resize(int workers) {
    share = MachineShare.of(workers, settings.jvmArgs());
  }

  /** A worker has ended: what it has started may have to end with it. */
  void onEnd(String name) {
    if (settings.killsDescendants()) {
      Descendants.kill(name);
    }
  }

  /** Whether the kernel has killed one more for want of memory than is accounted for. */
  synchronized boolean isOutOfMemoryKill(int exitCode) {
    boolean isOne = exitCode == KILLED && outOfMemoryKills < MachineMemory.outOfMemoryKills();
    outOfMemoryKills += isOne ? 1 : 0;
    return isOne;
  }
}
