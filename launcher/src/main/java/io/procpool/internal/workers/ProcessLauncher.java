package io.procpool.internal.workers;

import io.procpool.internal.workers.archive.ClassArchive;
import io.procpool.protocol.AnnexFolder;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the worker processes of one pool, and keeps what they have in common. */
public final class ProcessLauncher implements WorkerLauncher {

  private static final int KILLED = 137;

  /** Those that are accounted for. Guarded by this: each worker's end is told on its own thread. */
  private long outOfMemoryKills = MachineMemory.outOfMemoryKills();

  private final WorkerSettings settings;
  private final Annexes annexes = new Annexes();
  private final ClassArchive archive;

  /** The pool thread's own, as the one below is, from its start on. */
  private MachineShare share;

  /** Those that nobody has asked for yet, by their names. */
  private final Map<String, Ahead> ahead = new HashMap<>();

  private final int spares;

  /**
   * @param workers how many workers share the machine
   * @param spares how many more its memory is for
   */
  public ProcessLauncher(WorkerSettings settings, int workers, int spares) {
    this.settings = settings;
    this.spares = spares;
    this.share = share(workers);
    this.archive =
        ClassArchive.of(settings.java(), List.copyOf(OurJars.places()), settings.userFlags());
  }

  /** Removes the files that killed pools of this user have left. Takes as long as it takes. */
  public static void sweep() {
    ArgumentFile.sweep();
  }

  WorkerSettings settings() {
    return settings;
  }

  /**
   * Starts workers that will be asked for, as many as can run at once, so that their JVMs start
   * while this one loads what a pool is made of. One that cannot be started is tried again when it
   * is asked for.
   */
  public void startAhead(String poolName, int workers) {
    for (int slot = 0;
        slot < Math.min(workers, Runtime.getRuntime().availableProcessors());
        slot++) {
      AheadListener listener = new AheadListener();
      String name = WorkerLauncher.nameOf(poolName, slot);
      try {
        ahead.put(name, new Ahead(startNow(name, slot, listener), listener));
      } catch (IOException | OutOfMemoryError e) { // no more descriptors, or no more threads
        return;
      }
    }
  }

  @Override
  public WorkerLink start(String name, int slot, WorkerListener listener) throws IOException {
    Ahead worker = ahead.remove(name);
    if (worker == null) {
      return startNow(name, slot, listener);
    }
    worker.listener.passTo(listener);
    return worker.link;
  }

  private WorkerLink startNow(String name, int slot, WorkerListener listener) throws IOException {
    boolean isDebugged = settings.isDebugged(slot); // and starts slowly enough by itself
    Start start = new Start(name, slot, share, isDebugged ? List.of() : archive.flags());
    WorkerListener tending = new FirstResult(listener, archive);
    return start.archiveFlags.isEmpty()
        ? start.start(tending, false)
        : ArchivedStart.start(name, tending, archive, start);
  }

  private WorkerProcess start(
      JvmCommand command, Surroundings surroundings, String name, WorkerListener listener)
      throws IOException {
    try {
      surroundings.prepare(settings.surroundings());
      Surroundings all = surroundings.and(Descendants.marked(name));
      return WorkerProcess.start(this, command, all, name, listener);
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
    for (Ahead worker : ahead.values()) {
      worker.link.kill();
      worker.listener.passToNobody();
    }
    Annexes.close(annexes.ofPool());
  }

  @Override
  public void resize(int workers) {
    share = share(workers);
  }

  private MachineShare share(int workers) {
    MachineShare equal = MachineShare.of(workers, spares, settings.userFlags());
    return settings.prefix().pins() ? equal.onOneProcessor() : equal;
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

  /**
   * A worker that was started before it was asked for.
   *
   * @param listener has nobody to tell yet
   */
  private record Ahead(WorkerLink link, AheadListener listener) {}

  /**
   * How one worker's process is started, once or again. What it holds is of when it was wanted: the
   * second start is on another thread.
   */
  private final class Start implements ArchivedStart.Starter {

    private final String name;
    private final int slot;
    private final MachineShare itsShare;
    private final List<String> archiveFlags;

    Start(String name, int slot, MachineShare itsShare, List<String> archiveFlags) {
      this.name = name;
      this.slot = slot;
      this.itsShare = itsShare;
      this.archiveFlags = archiveFlags;
    }

    @Override
    public WorkerProcess start(WorkerListener listener, boolean withArchive) throws IOException {
      List<String> flags = withArchive ? archiveFlags : List.of();
      JvmCommand command = JvmCommand.create(settings, itsShare, flags, annexes, name, slot);
      Surroundings surroundings = settings.surroundings().of(name, slot);
      return ProcessLauncher.this.start(command, surroundings, name, listener);
    }
  }
}
