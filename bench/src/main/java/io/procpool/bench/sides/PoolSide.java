package io.procpool.bench.sides;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import java.lang.reflect.Array;
import java.util.Collections;
import java.util.List;

/**
 * procpool's side with a warm pool of as many workers as its first argument says; with as much heap
 * as the second, if there is one. {@code peers.py} is Python's, with the same questions over the
 * same values.
 *
 * <pre>
 *   applies COUNT                so many calls, one behind the other
 *   apply                        one call at a time: median, 99th of 100
 *   squares COUNT CHUNK TIMES    a map of so many numbers; CHUNK may be "default"
 *   there KIND, back KIND        twelve large arrays; KIND is bytes or doubles
 *   burn COUNT                   tasks of 100 ms
 *   allocate COUNT               the longest stall of this JVM while the workers allocate
 * </pre>
 */
public final class PoolSide {

  static final int CALLS = 3_000;
  private static final int ARRAYS = 12;
  private static final MapOptions ONE_BY_ONE = MapOptions.DEFAULT.withChunkSize(1);

  /** In a worker what its tasks give: made once, so that only the way is timed. */
  private static final byte[] SOME_BYTES = new byte[16 * 1024 * 1024];

  private static final double[] SOME_DOUBLES = new double[1_250_000];

  private final Pool pool;

  private PoolSide(Pool pool) {
    this.pool = pool;
  }

  public static void main(String[] arguments) throws Exception {
    ProcessPoolBuilder builder = ProcessPool.builder().processes(Integer.parseInt(arguments[0]));
    if (arguments.length > 1) {
      builder.heap(arguments[1]);
    }
    answerWith(builder);
  }

  /** Answers all questions with a pool of these settings. */
  static void answerWith(ProcessPoolBuilder builder) throws Exception {
    try (Pool pool = builder.build()) {
      Questions.answer(new PoolSide(pool)::answer);
    }
  }

  private String answer(List<String> words) throws Exception {
    return switch (words.get(0)) {
      case "apply" -> apply();
      case "applies" -> applies(Integer.parseInt(words.get(1)));
      case "squares" -> squares(words);
      case "there" -> there(value(words.get(1)));
      case "back" -> back(words.get(1));
      case "burn" -> burn(Integer.parseInt(words.get(1)));
      case "allocate" -> allocate(Integer.parseInt(words.get(1)));
      default -> throw Questions.unknown(words);
    };
  }

  private String apply() throws Exception {
    byte[] item = new byte[16];
    return Times.medianAndTail(
        CALLS, () -> Times.of(1, () -> List.<Object>of(pool.<byte[], byte[]>apply(x -> x, item))));
  }

  private String applies(int count) {
    byte[] item = new byte[16];
    long start = System.nanoTime();
    for (int call = 0; call < count; call++) {
      pool.<byte[], byte[]>apply(x -> x, item);
    }
    return "" + (System.nanoTime() - start);
  }

  private String squares(List<String> words) throws Exception {
    int count = Integer.parseInt(words.get(1));
    List<Long> items = Chores.numbers(count);
    MapOptions options =
        words.get(2).equals("default")
            ? MapOptions.DEFAULT
            : MapOptions.DEFAULT.withChunkSize(Integer.parseInt(words.get(2)));
    int times = Integer.parseInt(words.get(3));
    return ""
        + Times.median(times, () -> Times.of(count, () -> pool.map(x -> x * x, items, options)));
  }

  private String there(Object array) throws Exception {
    List<Object> items = Collections.nCopies(ARRAYS, array);
    return "" + Times.of(ARRAYS, () -> pool.map(Array::getLength, items, ONE_BY_ONE));
  }

  private String back(String kind) throws Exception {
    List<String> items = Collections.nCopies(ARRAYS, kind);
    return "" + Times.of(ARRAYS, () -> pool.map(PoolSide::value, items, ONE_BY_ONE));
  }

  private static Object value(String kind) {
    return kind.equals("bytes") ? SOME_BYTES : SOME_DOUBLES;
  }

  private String burn(int count) throws Exception {
    List<Long> seeds = Chores.numbers(count);
    return "" + Times.of(count, () -> pool.map(Chores::burn, seeds, ONE_BY_ONE));
  }

  private String allocate(int count) throws Exception {
    List<Long> seeds = Chores.numbers(count);
    return "" + Sleeper.longestWhile(() -> pool.map(Chores::allocate, seeds, ONE_BY_ONE));
  }
}
