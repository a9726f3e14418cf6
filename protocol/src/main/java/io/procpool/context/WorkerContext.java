package io.procpool.context;

import io.procpool.protocol.Greeting;
import io.procpool.protocol.JobTag;
import io.procpool.task.TaskContext;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/**
 * What a task can learn of itself, in a worker of any kind: one object for all tasks of a worker,
 * for one runs at a time. The worker's thread alone uses it.
 */
public final class WorkerContext extends TaskContext {

  private static final long NO_TASK = -1;

  private String workerName;
  private int slot;
  private Object state;
  private JobTag job = JobTag.NONE;
  private long taskIndex = NO_TASK;

  /** {@code null} until the task asks for it: most do not. */
  private TaskRandom random;

  /** Of the task that called a serial pool on its own thread; or {@code null}. */
  private TaskContext outer;

  public WorkerContext(String workerName, int slot) {
    this.workerName = workerName;
    this.slot = slot;
  }

  /** It has been a spare, and has this place from now on. */
  public void takePlace(String name, int place) {
    workerName = name;
    slot = place;
  }

  /** The same worker's, for tasks on the calling thread, which may be one of several. */
  public WorkerContext onThisThread() {
    WorkerContext other = new WorkerContext(Thread.currentThread().getName(), slot);
    other.state = state;
    return other;
  }

  /** From now on this thread runs tasks of a job. */
  public void enter(JobTag itsJob) {
    job = itsJob;
    outer = enter(this);
  }

  /** This is the next. */
  public void begin(long index) {
    taskIndex = index;
    random = null;
  }

  public void leave() {
    enter(outer);
  }

  /** The task that the calling thread runs; -1 if it runs none of this worker's. */
  public long taskOfThisThread() {
    return isOfThisThread() ? taskIndex : NO_TASK;
  }

  /** Runs what is no task. */
  public <R> R runBesideTasks(Callable<R> action) throws Exception {
    enter(JobTag.NONE);
    begin(NO_TASK);
    try {
      return action.call();
    } finally {
      leave();
    }
  }

  /** What the initializer gave, for all tasks to come. */
  public void keep(Object its) {
    state = its;
  }

  public boolean hasCloseableState() {
    return state instanceof AutoCloseable;
  }

  /** The worker ends, and its state with it. */
  public void closeState() throws Exception {
    Object last = state;
    state = null;
    if (last instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  @Override
  public String workerName() {
    return workerName;
  }

  @Override
  public int slot() {
    return slot;
  }

  @Override
  public long pid() {
    return Pid.OWN;
  }

  @Override
  public long taskIndex() {
    return taskIndex;
  }

  @Override
  public Optional<String> jobName() {
    return Optional.ofNullable(job.name());
  }

  @Override
  public long seed() {
    if (taskIndex == NO_TASK) {
      throw new IllegalStateException(
          "An initializer and an exit hook have no seed and no random stream: these are a task's.");
    }
    return job.seed();
  }

  @Override
  public RandomGenerator random() {
    if (random == null) {
      random = new TaskRandom(seed(), taskIndex);
    }
    return random;
  }

  @Override
  public <S> S state(Class<S> type) {
    if (type.isInstance(state)) {
      return type.cast(state);
    }
    if (state == null) {
      throw new IllegalStateException(
          workerName
              + " has no state: the pool's initializer gives none, or there is none, or it has not"
              + " ended yet. It is what initializer(() -> ...) gives.");
    }
    throw new ClassCastException(
        "The state of "
            + workerName
            + " is a "
            + describe(state.getClass())
            + ", and not a "
            + describe(type)
            + ".");
  }

  /** Two applications may have classes of one name. */
  private static String describe(Class<?> type) {
    return type.getName() + " of " + type.getClassLoader();
  }

  /** Asked for once, if ever. */
  private static final class Pid {

    static final long OWN = Greeting.ownPid();
  }
}
