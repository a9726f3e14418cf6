package io.procpool.worker;

import io.procpool.task.TaskContext;

/** What a task can learn of itself in a worker: one object, for one task runs at a time. */
final class WorkerContext extends TaskContext {

  private final String workerName;
  private final int slot;
  private long taskIndex;

  WorkerContext(String workerName, int slot) {
    this.workerName = workerName;
    this.slot = slot;
  }

  /** From now on this thread runs tasks. */
  void enter() {
    enter(this);
  }

  void leave() {
    enter(null);
  }

  /** This is the next. */
  void begin(long index) {
    taskIndex = index;
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
    return ProcessHandle.current().pid();
  }

  @Override
  public long taskIndex() {
    return taskIndex;
  }
}
