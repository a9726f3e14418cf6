package io.procpool.internal.threads;

import io.procpool.task.TaskContext;

/** What a task can learn of itself in a thread of this JVM: one object, for one task at a time. */
final class ThreadContext extends TaskContext {

  private static final long PID = ProcessHandle.current().pid();

  private final String workerName;
  private final int slot;
  private long taskIndex;

  /** Of the task that called a serial pool on its own thread; or {@code null}. */
  private TaskContext outer;

  ThreadContext(String workerName, int slot) {
    this.workerName = workerName;
    this.slot = slot;
  }

  void enterTask(long index) {
    taskIndex = index;
    outer = enter(this);
  }

  void leaveTask() {
    enter(outer);
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
    return PID;
  }

  @Override
  public long taskIndex() {
    return taskIndex;
  }
}
