package io.procpool.bench;

import com.sun.management.OperatingSystemMXBean;
import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.Results;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What a task costs with many workers and with many tasks, and what stays in this JVM's memory.
 *
 * <pre>
 *   Scale workers [N...]     1 to 64 workers: 300,000 tiny tasks, and as many of 1 ms as take 0.3 s
 *   Scale tasks [MILLIONS]   10 million tiny tasks, million by million: imapUnordered, and map
 *   Scale flight             the heap that tasks in flight hold
 * </pre>
 */
public final class Scale {

  private static final List<Integer> WORKERS = List.of(1, 2, 4, 8, 16, 32, 64);
  private static final int TINY_TASKS = 300_000;
  private static final int SLEEPS_PER_WORKER = 300;

  /** A new JVM computes slowly: what is asked is what many workers cost, not what new ones do. */
  private static final int WARM_UP_PER_WORKER = 100_000;

  private static final int REPEATS = 3;
  private static final int MILLION = 1_000_000;
  private static final long MILLI = 1_000_000;
  private static final int IN_FLIGHT = 200_000;

  /** What a job's backlog and two workers take of these chunks before they take no more. */
  private static final int FLIGHT_CHUNK = 1_000;

  private static final int CHUNKS_IN_FLIGHT = 64 + 4;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Scale() {}

  public static void main(String[] arguments) {
    System.out.println(Machine.here(Optional.empty()));
    List<Integer> numbers = List.of(arguments).stream().skip(1).map(Integer::valueOf).toList();
    switch (arguments[0]) {
      case "workers" -> (numbers.isEmpty() ? WORKERS : numbers).forEach(Scale::workers);
      case "tasks" -> tasks(numbers.isEmpty() ? 10 : numbers.get(0));
      case "flight" -> flight();
      default -> throw new IllegalArgumentException("There is no part " + arguments[0]);
    }
  }

  static long square(long number) {
    return number * number;
  }

  static long sleep(long number) {
    long end = System.nanoTime() + MILLI;
    for (long left = MILLI; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return number;
  }

  private static ProcessPool pool(int workers) {
    return ProcessPool.builder().processes(workers).heap("64m").build();
  }

  private static void workers(int workers) {
    List<Long> tiny = LongStream.range(0, TINY_TASKS).boxed().toList();
    List<Long> sleeps = LongStream.range(0, (long) SLEEPS_PER_WORKER * workers).boxed().toList();
    List<Long> warmUp = LongStream.range(0, (long) WARM_UP_PER_WORKER * workers).boxed().toList();
    MapOptions single = MapOptions.DEFAULT.withChunkSize(1);
    long before = usedHeap();
    try (ProcessPool pool = pool(workers)) {
      pool.map(Scale::square, warmUp);
      pool.map(Scale::sleep, sleeps);
      for (int repeat = 0; repeat < REPEATS; repeat++) {
        print(workers + " workers, tiny", TINY_TASKS, () -> pool.map(Scale::square, tiny));
        print(workers + " workers, 1 ms", sleeps.size(), () -> pool.map(Scale::sleep, sleeps));
        print(
            workers + " workers, 1 ms, chunk 1",
            sleeps.size(),
            () -> pool.map(Scale::sleep, sleeps, single));
      }
      heap(before);
    }
  }

  private static void print(String what, int tasks, Runnable job) {
    long dispatcher = dispatcherNanos();
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    job.run();
    double took = System.nanoTime() - start;
    System.out.printf(
        Locale.ROOT,
        "%-28s %8.0f ns a task, %6.0f ns CPU of the pool's JVM a task, dispatcher %4.1f %% of a core, %4.0f ns a task%n",
        what,
        took / tasks,
        (double) (SYSTEM.getProcessCpuTime() - cpu) / tasks,
        100 * (dispatcherNanos() - dispatcher) / took,
        (double) (dispatcherNanos() - dispatcher) / tasks);
  }

  private static void tasks(int millions) {
    try (ProcessPool pool = pool(2)) {
      pool.map(Scale::square, LongStream.range(0, MILLION).boxed().toList());
      long before = usedHeap();
      Iterable<Long> counted = () -> LongStream.range(0, (long) millions * MILLION).iterator();
      try (Results<Long> results = pool.imapUnordered(Scale::square, counted)) {
        Iterator<Long> each = results.iterator();
        for (int million = 1; million <= millions; million++) {
          print("imapUnordered, million " + million, MILLION, () -> skip(each));
          heap(before);
        }
      }
      heap(before);
      List<Integer> items = IntStream.range(0, millions * MILLION).boxed().toList();
      for (int times = 0; times < 2; times++) {
        print("map of them all", items.size(), () -> pool.map(Scale::squareOf, items));
      }
    }
  }

  static int squareOf(int number) {
    return number * number;
  }

  private static void skip(Iterator<Long> each) {
    for (int i = 0; i < MILLION; i++) {
      each.next();
    }
  }

  /** Tasks that wait, for the workers sleep: the heap they hold, and after. */
  private static void flight() {
    try (ProcessPool pool = pool(2)) {
      pool.map(Scale::sleep, List.of(1L, 2L));
      MapOptions all = MapOptions.DEFAULT.withWindow(IN_FLIGHT).withChunkSize(FLIGHT_CHUNK);
      long before = usedHeap();
      Iterable<Long> items = () -> LongStream.range(0, IN_FLIGHT).iterator();
      try (Results<Long> results = pool.imapUnordered(Scale::sleep, items, all)) {
        results.iterator().next();
        LockSupport.parkNanos(500 * MILLI);
        System.out.printf(
            Locale.ROOT,
            "in flight: %.1f B a task%n",
            (double) (usedHeap() - before) / (FLIGHT_CHUNK * CHUNKS_IN_FLIGHT));
      }
      heap(before);
    }
  }

  private static void heap(long before) {
    System.out.printf(
        Locale.ROOT, "    heap after GC %+.2f MB since the start%n", (usedHeap() - before) / 1e6);
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long dispatcherNanos() {
    long nanos = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().endsWith("-dispatcher")) {
        nanos += THREADS.getThreadCpuTime(thread.getThreadId());
      }
    }
    return nanos;
  }
}
