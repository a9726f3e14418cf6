package io.procpool.it.wire;

import io.procpool.ProcessPool;
import io.procpool.task.TaskContext;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The main class of a parent that never closes its pool of two workers. Tells their process ids in
 * one line, once one of them is idle and the other is busy, and ends when its input does.
 */
final class ForgetfulParent {

  private static int sink;

  private ForgetfulParent() {}

  /**
   * @param args what the busy worker does, and flags for the workers
   */
  public static void main(String[] args) throws Exception {
    ProcessPool pool =
        ProcessPool.builder()
            .processes(2)
            .jvmArgs(List.of(args).subList(1, args.length).toArray(new String[0]))
            .build();
    List<Long> pids = pids(pool);
    Work work = Work.valueOf(args[0]);
    pool.applyAsync(
        () -> {
          System.out.println("busy " + TaskContext.current().pid());
          return work.run();
        });
    System.out.println("workers " + pids.get(0) + " " + pids.get(1));
    System.in.read();
  }

  private static List<Long> pids(ProcessPool pool) {
    List<Long> pids = List.of();
    while (pids.size() < 2) {
      List<Long> all =
          pool.map(
              item -> {
                Thread.sleep(20); // so that the other gets one too; if not, all are asked again
                return TaskContext.current().pid();
              },
              IntStream.range(0, 4).boxed().toList());
      pids = all.stream().distinct().toList();
    }
    return pids;
  }

  /** What keeps a worker busy for a minute. */
  enum Work {
    NOTHING_BUT_TIME {
      @Override
      int run() throws InterruptedException {
        Thread.sleep(60_000);
        return 0;
      }
    },
    LONG_LOOP {
      @Override
      int run() {
        long end = System.nanoTime() + 60_000_000_000L;
        int turns = 0;
        while (System.nanoTime() < end) {
          turns++;
        }
        return turns;
      }
    },
    /** Loops without a call, with int counters: where a JVM has no safepoint of its own. */
    COUNTED_INT_LOOPS {
      @Override
      int run() {
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
          sink += nested(sink, 100_000);
        }
        return sink;
      }
    };

    abstract int run() throws InterruptedException;

    /** About 10^10 steps: seconds, once it is compiled. */
    private static int nested(int start, int count) {
      int sum = start;
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          sum = sum * 31 + (i ^ j);
        }
      }
      return sum;
    }
  }
}
