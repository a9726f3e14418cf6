package io.procpool.examples;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import io.procpool.task.TaskContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Four random numbers, each computed in a process of its own. Text 004, "A Simple Example".
 *
 * <p>A pool of four processes and four tasks does not promise that by itself: a worker that is
 * ready early may run two of the tasks. {@code maxTasksPerChild(1)} does: a worker ends after its
 * first task, and a new process takes its place.
 *
 * <p>{@code applyAsync} starts a task and does not wait for it; {@code join} waits.
 */
public final class E03RandomNumbers {

  private E03RandomNumbers() {}

  /** A record may be a result: it crosses as it is. */
  private record Draw(double number, long pid, String worker) {}

  public static void main(String[] arguments) {
    try (Pool pool = ProcessPool.builder().processes(4).maxTasksPerChild(1).build()) {
      List<CompletableFuture<Draw>> futures =
          Stream.generate(() -> pool.applyAsync(E03RandomNumbers::draw)).limit(4).toList();
      List<Draw> draws = futures.stream().map(CompletableFuture::join).toList();
      draws.forEach(E03RandomNumbers::print);
      Expect.equal(draws.stream().mapToDouble(Draw::number).distinct().count(), 4L);
      Expect.equal(draws.stream().mapToLong(Draw::pid).distinct().count(), 4L);
    }
  }

  private static Draw draw() {
    TaskContext task = TaskContext.current();
    return new Draw(Math.random(), task.pid(), task.workerName());
  }

  private static void print(Draw draw) {
    System.out.println(draw.number + " from process " + draw.pid + " (" + draw.worker + ")");
  }
}
