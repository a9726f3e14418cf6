package io.procpool.examples;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import io.procpool.task.TaskContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Four random numbers, each computed in a process of its own.
 *
 * <p>A pool of four processes and four tasks does not promise that by itself: a worker that is
 * ready early may run two of the tasks. {@code maxTasksPerChild(1)} does: a worker ends after its
 * first task, and a new process takes its place.
 *
 * <p>{@code applyAsync} starts a task and does not wait for it; {@code join} waits.
 */
public final class E03RandomNumbers {

  private E03RandomNumbers() {}

  public static void main(String[] arguments) {
    try (Pool pool = ProcessPool.builder().processes(4).maxTasksPerChild(1).build()) {
      List<CompletableFuture<String>> numbers =
          Stream.generate(() -> pool.applyAsync(E03RandomNumbers::randomNumber)).limit(4).toList();
      numbers.forEach(number -> System.out.println(number.join()));
    }
  }

  private static String randomNumber() {
    TaskContext task = TaskContext.current();
    return Math.random() + " from process " + task.pid() + " (" + task.workerName() + ")";
  }
}
