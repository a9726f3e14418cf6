package io.procpool.it.calls;

import static io.procpool.it.Eventually.eventually;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.task.TaskContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What the tests here run in workers, and ask about them. */
public final class Probes {

  /** A static of this JVM: in a worker, what its tasks have left there. */
  private static final List<Integer> NOTES = new ArrayList<>();

  private Probes() {}

  public static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  static int square(int x) {
    return x * x;
  }

  static int note(int number) {
    NOTES.add(number);
    return number;
  }

  static List<Integer> notes() {
    return new ArrayList<>(NOTES);
  }

  public static long pid() {
    return TaskContext.current().pid();
  }

  /** Gives each signal in turn that a task of this number has arrived, and waits for the others. */
  static long meet(List<Signal> all, int number) throws InterruptedException {
    all.get(number).give();
    for (Signal signal : all) {
      signal.await();
    }
    return pid();
  }

  /**
   * The pids of all workers of a pool: as many tasks as it has processes, none of which ends before
   * all of them run.
   *
   * @param name of this meeting, used once per folder
   */
  public static Set<Long> meetingOfAll(Pool pool, Path folder, String name) {
    List<Signal> signals =
        range(0, pool.processes()).stream().map(i -> Signal.in(folder, name + "-" + i)).toList();
    List<Long> pids =
        pool.map(
            number -> meet(signals, number),
            range(0, pool.processes()),
            MapOptions.DEFAULT.withChunkSize(1));
    return new TreeSet<>(pids);
  }

  public static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  public static void awaitDeath(long pid) {
    eventually(
        "process " + pid + " is gone",
        () -> ProcessHandle.of(pid).map(process -> !process.isAlive()).orElse(true));
  }
}
