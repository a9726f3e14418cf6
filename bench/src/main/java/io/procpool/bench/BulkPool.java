package io.procpool.bench;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.ProcessPool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/**
 * procpool's half of {@link Bulk}. {@code bulk.py} is the other: the same questions, the same
 * values. A question is {@code there KIND} or {@code back KIND}, the kind bytes or doubles; every
 * answer is one line of nanoseconds.
 */
final class BulkPool {

  private static final int PROCESSES = 2;
  static final int TASKS = 12;
  static final int BYTES = 16 * 1024 * 1024;
  static final int DOUBLES = 1_250_000;

  private static final MapOptions ONE_BY_ONE = MapOptions.DEFAULT.withChunkSize(1);

  /** In a worker what its tasks give: made once, so that only the way is timed. */
  private static final byte[] SOME_BYTES = new byte[BYTES];

  private static final double[] SOME_DOUBLES = new double[DOUBLES];

  private BulkPool() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Pool pool = ProcessPool.builder().processes(PROCESSES).heap("1g").build()) {
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        String[] words = line.split(" ");
        System.out.println(words[0].equals("there") ? there(pool, words[1]) : back(pool, words[1]));
      }
    }
  }

  private static long there(Pool pool, String kind) {
    List<Object> items = Collections.nCopies(TASKS, value(kind));
    long start = System.nanoTime();
    List<Integer> lengths = pool.map(Array::getLength, items, ONE_BY_ONE);
    return timeSince(start, lengths);
  }

  private static long back(Pool pool, String kind) {
    List<String> items = Collections.nCopies(TASKS, kind);
    long start = System.nanoTime();
    List<Object> results = pool.map(BulkPool::value, items, ONE_BY_ONE);
    return timeSince(start, results);
  }

  private static Object value(String kind) {
    return kind.equals("bytes") ? SOME_BYTES : SOME_DOUBLES;
  }

  private static long timeSince(long start, List<?> results) {
    long nanos = System.nanoTime() - start;
    if (results.size() != TASKS) {
      throw new AssertionError(results.size() + " results");
    }
    return nanos;
  }
}
