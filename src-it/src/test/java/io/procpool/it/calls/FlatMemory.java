package io.procpool.it.calls;

import io.procpool.ProcessPool;
import io.procpool.Results;
import java.util.Iterator;
import java.util.stream.LongStream;

/** Programs that end only if the pool does not gather what it has pulled or what has come. */
final class FlatMemory {

  private FlatMemory() {}

  /**
   * @param args the name of the program; prints one line
   */
  public static void main(String[] args) {
    try (ProcessPool pool = ProcessPool.create(2)) {
      System.out.println(
          switch (args[0]) {
            case "endless" -> endless(pool);
            case "abandoned" -> abandoned(pool);
            case "large-results" -> largeResults(pool);
            default -> throw new IllegalArgumentException(args[0]);
          });
    }
  }

  /** Takes two million results of an input without end. */
  private static String endless(ProcessPool pool) {
    Iterable<Long> input = () -> LongStream.iterate(0, i -> i + 1).iterator();
    try (Results<Long> results = pool.imap(i -> i + 1, input)) {
      long sum = 0;
      Iterator<Long> iterator = results.iterator();
      for (int i = 0; i < 2_000_000; i++) {
        sum += iterator.next();
      }
      return "sum " + sum;
    }
  }

  /** A gigabyte of items, of which the reader takes one, and then looks only whether more comes. */
  private static String abandoned(ProcessPool pool) {
    long[] pulled = {0};
    Iterable<byte[]> input =
        () ->
            LongStream.range(0, 1_000_000)
                .mapToObj(
                    i -> {
                      pulled[0]++;
                      return new byte[10_240];
                    })
                .iterator();
    long start = System.nanoTime();
    try (Results<Integer> results = pool.imap(bytes -> bytes.length, input)) {
      int first = results.iterator().next();
      long millis = (System.nanoTime() - start) / 1_000_000;
      int others = pool.map(i -> i + 1, LongStream.range(0, 100_000).boxed().toList()).size();
      System.gc();
      return "first %d, others %d, pulled %s, %s"
          .formatted(
              first,
              others,
              pulled[0] < 100_000 ? "few" : Long.toString(pulled[0]),
              millis < 10_000 ? "soon" : "after " + millis + " ms");
    }
  }

  /** 2 GB of results past a reader that does something else between one and the next. */
  private static String largeResults(ProcessPool pool) {
    Iterable<Integer> input = () -> LongStream.iterate(0, i -> i + 1).mapToObj(i -> 1).iterator();
    long sum = 0;
    try (Results<byte[]> results = pool.imap(i -> new byte[100_000], input)) {
      Iterator<byte[]> iterator = results.iterator();
      for (int i = 0; i < 20_000; i++) {
        sum += iterator.next().length;
        if (i % 100 == 0) {
          pool.map(x -> x, Probes.range(0, 100));
        }
      }
    }
    return "sum " + sum;
  }
}
