package io.procpool.internal.dispatch;

import io.procpool.PoolEvent.Recycling;
import io.procpool.ProcpoolException;
import io.procpool.WorkerStartException;
import io.procpool.internal.observing.PoolLog;
import io.procpool.internal.workers.WorkerLauncher;
import io.procpool.internal.workers.WorkerLink;
import io.procpool.internal.workers.WorkerListener;
import io.procpool.protocol.Frame;
import io.procpool.protocol.Greeting;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Which workers there are: starts them, makes them ready, replaces those that have ended, and has
 * those end that are idle, too old, too large or too many. The pool thread's own.
 *
 * <pre>
 *   start -- greeting --> exit hook, initializer -- done --> ready -- retire --> finishes, STOP -- exit --> replaced
 * </pre>
 */
final class Workforce {

  /** How often a worker's size in memory is looked at, at most. */
  private static final long MEASURE_NANOS = 100_000_000;

  /** How many workers in a row may fail to start, in a small pool; in others, twice its size. */
  private static final int MIN_START_FAILURES = 3;

  /** Behind the first failure, the second, and so on, up to a second. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final int MOST_PAUSES = 20;

  /** Workers that may end unused before they are replaced with a pause. */
  private static final int FREE_DEATHS = 8;

  private final String poolName;
  private final PoolSettings settings;
  private final WorkerLauncher launcher;
  private final Initializer initializer;
  private final ExitHook exitHook;
  private final PoolThread thread;
  private final Roster workers;
  private final HandOver handOver;
  private final Owner owner;
  private final Alarm idleAlarm;
  private final Spares spares;
  private final WarmUps warmUps;
  private int startFailures;

  /** How many ended by themselves, ready and never used, since a task has ended. */
  private int unusedDeaths;

  private boolean isPausing;
  private boolean hasBeenReady;

  Workforce(
      String poolName,
      PoolSettings settings,
      WorkerLauncher launcher,
      Initializer initializer,
      ExitHook exitHook,
      PoolThread thread,
      Roster workers,
      HandOver handOver,
      Owner owner) {
    this.poolName = poolName;
    this.settings = settings;
    this.launcher = launcher;
    this.initializer = initializer;
    this.exitHook = exitHook;
    this.thread = thread;
    this.workers = workers;
    this.handOver = handOver;
    this.owner = owner;
    this.spares = new Spares(poolName, settings.spares(), thread);
    this.warmUps = new WarmUps(thread, settings.limits().initializer(), workers, this::freed);
    this.idleAlarm = new Alarm(thread, this::retireIdle);
  }

  // ---- starting

  void startAll() {
    for (int slot = 0; slot < workers.slots() && owner.mayStartWorkers(); slot++) {
      start(slot);
    }
  }

  /**
   * Starts workers where there is none: in all slots, or if idle ones are ended, for what waits.
   */
  void startMissing() {
    int slot = workers.emptySlot();
    while (slot >= 0 && owner.mayStartWorkers() && isWanted() && !isPausing) {
      start(slot);
      slot = workers.emptySlot();
    }
    startSpares();
  }

  private boolean isWanted() {
    return !settings.lifetime().endsIdle()
        || warmUps.areOpen()
        || owner.waitingChunks() > workers.starting();
  }

  private void start(int slot) {
    Worker spare = isDebugged(slot) ? null : spares.take();
    if (spare == null) {
      startNew(slot);
      return;
    }
    spare.takePlace(slot, WorkerLauncher.nameOf(poolName, slot));
    workers.place(spare);
    if (spare.state() == Worker.State.READY) {
      onPlace(spare);
    }
  }

  private void startNew(int slot) {
    try {
      launch(WorkerLauncher.nameOf(poolName, slot), slot);
    } catch (IOException
        | RuntimeException
        | OutOfMemoryError e) { // no thread is such an error too
      String message = "A worker of " + poolName + " could not be started: " + e;
      onFailure(new WorkerStartException(message, e));
    }
  }

  private Worker launch(String name, int slot) throws IOException {
    WorkerLink link = launcher.start(name, slot, owner);
    int quota = settings.lifetime().maxTasks();
    Worker worker = new Worker(slot, isDebugged(slot), link, quota, handOver);
    workers.add(link, worker);
    limit(settings.limits().start(), worker, this::killIfSilent);
    return worker;
  }

  private boolean isDebugged(int slot) {
    return settings.workers().isDebugged(slot);
  }

  /** Behind the workers that the pool waits for: all of the machine is theirs until then. */
  private void startSpares() {
    while (spares.isOneMissing() && hasBeenReady && workers.starting() == 0) {
      if (!owner.mayStartWorkers()) {
        return;
      }
      try {
        spares.add(launch(spares.nextName(), Worker.SPARE));
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        spares.onFailure("A spare of " + poolName + " cannot be started: " + e, this::startSpares);
      }
    }
  }

  /** One try more has come to nothing. */
  private void onFailure(WorkerStartException failure) {
    startFailures++;
    if (!hasBeenReady || startFailures >= Math.max(MIN_START_FAILURES, 2 * workers.slots())) {
      owner.onCannotStart(failure);
    } else {
      pause(startFailures);
    }
  }

  /** What has failed now would fail again at once. */
  private void pause(int failures) {
    isPausing = true;
    Duration pause = PAUSE.multipliedBy(Math.min(failures, MOST_PAUSES));
    thread.after(
        pause,
        () -> {
          isPausing = false;
          startMissing();
        });
  }

  /** For a worker, unless a debugger may hold it. */
  private void limit(Duration delay, Worker worker, Consumer<Worker> event) {
    if (!worker.isDebugged) {
      after(delay, worker, event);
    }
  }

  /** For a worker, unless it is forgotten by then: a timer is no reason to keep it. */
  private void after(Duration delay, Worker worker, Consumer<Worker> event) {
    WeakReference<Worker> weak = new WeakReference<>(worker);
    thread.after(
        delay,
        () -> {
          Worker still = weak.get();
          if (still != null) {
            event.accept(still);
          }
        });
  }

  private void killIfSilent(Worker worker) {
    if (worker.state() == Worker.State.STARTING && !worker.hasGreeted()) {
      worker.killFor("it did not greet within " + settings.limits().start());
    }
  }

  void greeted(Worker worker, Greeting greeting) {
    worker.onGreeting(greeting);
    if (exitHook != null) {
      worker.hook(exitHook);
    }
    if (initializer == null) {
      ready(worker);
      return;
    }
    worker.initialize(initializer);
    limit(settings.limits().initializer(), worker, this::killIfInitializing);
  }

  private void killIfInitializing(Worker worker) {
    if (worker.state() == Worker.State.STARTING) {
      Duration limit = settings.limits().initializer();
      worker.killFor("its initializer did not end within its initializerTimeout of " + limit);
    }
  }

  void initialized(Worker worker, Frame frame) {
    if (worker.hasBeenReady()) {
      warmUps.onEnd(worker, frame);
    } else if (frame.length() == 0) {
      ready(worker);
    } else {
      initializer.readFailure(
          frame, thrown -> thread.post(() -> initializerFailed(worker, thrown)));
    }
  }

  private void initializerFailed(Worker worker, Throwable thrown) {
    worker.startFailure = thrown;
    worker.killFor("its initializer failed: " + thrown);
  }

  private void ready(Worker worker) {
    worker.onReady();
    hasBeenReady = true;
    startFailures = 0;
    limit(settings.lifetime().maxAge(), worker, it -> retire(it, Recycling.MAX_AGE));
    if (!worker.isSpare()) {
      onPlace(worker);
    }
    startSpares();
  }

  /** It is ready, and has a place in the pool. */
  private void onPlace(Worker worker) {
    retireIfSurplus(worker);
    watchIdle();
    warmUps.onReady(worker);
    owner.onReady(worker);
  }

  /** Somebody waits until all workers are up. */
  void warmUp(WarmUp warmUp) {
    warmUps.add(warmUp);
    startMissing();
  }

  private void freed() {
    watchIdle();
    owner.onFree();
  }

  /** One has ended, and the pool goes on; or does not, if others before it have not come up. */
  void replace(Worker worker, String ending, Throwable cause) {
    if (spares.remove(worker)) {
      String message = worker.describe() + " has ended before it was needed: " + ending;
      spares.onFailure(message, this::startSpares);
    } else if (!worker.hasBeenReady()) {
      Throwable failure = worker.startFailure == null ? cause : worker.startFailure;
      String message = worker.describe() + " could not be started: " + ending;
      onFailure(new WorkerStartException(message, failure));
    } else if (!worker.hasHadTasks()) {
      unusedDeaths++;
      if (unusedDeaths > FREE_DEATHS) {
        pause(unusedDeaths - FREE_DEATHS);
      }
    }
    startMissing();
  }

  /** A task has ended: workers live long enough to be of use. */
  void onWork() {
    unusedDeaths = 0;
  }

  /** It is gone, whether or not it is replaced. */
  void onExit(Worker worker, Loss loss) {
    warmUps.onExit(worker, loss);
  }

  /** No worker is left, and none will come. */
  void close(ProcpoolException cause) {
    warmUps.close(cause);
    launcher.close();
  }

  // ---- ending those that have done nothing wrong

  /** It finishes what it runs, and another takes its place if one is wanted. */
  void retire(Worker worker, Recycling why) {
    boolean isNew = worker.state() == Worker.State.READY;
    spares.remove(worker);
    worker.retire(why);
    if (isNew && worker.load() == 0) {
      killLater(worker);
    }
  }

  /** It has been told to stop, and has nothing left to do. */
  void killLater(Worker worker) {
    if (!worker.isDebugged) {
      thread.after(settings.limits().stop(), () -> killIfThere(worker));
    }
  }

  private void killIfThere(Worker worker) {
    if (worker.state() != Worker.State.GONE && worker.fault() == null) {
      String reason =
          "the exit hook, a shutdown hook or a close() of its job did not end within the stopTimeout of "
              + settings.limits().stop();
      PoolLog.warn(worker.describe() + " is killed: " + reason);
      worker.killFor(reason);
    }
  }

  /** Its last chunk is done. */
  void onNothingLeft(Worker worker) {
    if (worker.state() == Worker.State.STOPPING) {
      killLater(worker);
    } else {
      warmUps.onNothingLeft(worker);
      watchIdle();
    }
  }

  /** From now on there are to be so many. */
  void resize(int number) {
    workers.resize(number);
    launcher.resize(number);
    for (Worker worker : workers) {
      retireIfSurplus(worker);
    }
    warmUps.endThoseThatAreOver();
    startMissing();
  }

  private void retireIfSurplus(Worker worker) {
    if (worker.slot() >= workers.slots()) {
      retire(worker, Recycling.RESIZED);
    }
  }

  void retireIfLarge(Worker worker) {
    long most = settings.lifetime().maxResidentBytes();
    long now = System.nanoTime();
    if (most == Long.MAX_VALUE || worker.state() != Worker.State.READY) {
      return;
    }
    if (now - worker.measuredNanos < MEASURE_NANOS) {
      measureLater(worker);
      return;
    }
    worker.measuredNanos = now;
    long resident = worker.residentBytes();
    if (resident > most) {
      PoolLog.warn(
          worker.describe() + " is replaced: it holds " + resident + " bytes, more than " + most);
      retire(worker, Recycling.MAX_RSS);
    }
  }

  /** Its last task may be the one that made it large. */
  private void measureLater(Worker worker) {
    if (!worker.isMeasureAwaited) {
      worker.isMeasureAwaited = true;
      Consumer<Worker> measure =
          it -> {
            it.isMeasureAwaited = false;
            retireIfLarge(it);
          };
      after(Duration.ofNanos(MEASURE_NANOS), worker, measure);
    }
  }

  private void watchIdle() {
    if (settings.lifetime().endsIdle()) {
      idleAlarm.setTo(System.nanoTime() + settings.lifetime().maxIdle().toNanos());
    }
  }

  private void retireIdle() {
    for (Worker worker : workers) {
      long end = worker.idleNanos() + settings.lifetime().maxIdle().toNanos();
      if (worker.isDebugged) {
        continue;
      }
      if (worker.isIdle() && end - System.nanoTime() <= 0) {
        retire(worker, Recycling.IDLE);
      } else if (worker.isIdle()) {
        idleAlarm.setTo(end);
      }
    }
  }

  /** Whose workers they are. */
  interface Owner extends WorkerListener {

    boolean mayStartWorkers();

    /** How many chunks wait for a worker. */
    int waitingChunks();

    /** It can be given tasks. */
    void onReady(Worker worker);

    /** One that was kept from tasks can be given some again. */
    void onFree();

    void onCannotStart(ProcpoolException cause);
  }
}
