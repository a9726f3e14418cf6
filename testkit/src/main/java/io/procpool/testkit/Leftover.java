package io.procpool.testkit;

import io.procpool.task.TaskCallable;

/** What a task leaves in its JVM. */
final class Leftover implements Runnable {

  private final TaskCallable<?> role;

  private Leftover(TaskCallable<?> role) {
    this.role = role;
  }

  static Thread of(TaskCallable<?> role) {
    return new Thread(new Leftover(role), "testkit-leftover");
  }

  @Override
  public void run() {
    try {
      role.call();
    } catch (Exception e) {
      throw new IllegalStateException("what a task left has failed", e); // to standard error
    }
  }
}
