package io.procpool.bench.sides;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** What the tasks do: the same in a worker, in a thread, and in line. */
final class Chores {

  /** About 100 ms of one core. */
  private static final int STEPS = 63_000_000;

  private static final int KEPT_MAPS = 40;
  private static final int ENTRIES = 40_000;
  private static final int GARBAGE_LISTS = 5;

  private static final ThreadLocal<Deque<Map<Integer, String>>> KEPT =
      ThreadLocal.withInitial(ArrayDeque::new);

  private Chores() {}

  static List<Long> numbers(int count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  /** Nothing but computing: no memory, no system call. */
  static long burn(long seed) {
    long x = seed + 1;
    for (int i = 0; i < STEPS; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }

  /** Nothing but allocating: what lives makes collections long, and garbage makes them frequent. */
  static long allocate(long seed) {
    Deque<Map<Integer, String>> kept = KEPT.get();
    kept.add(map(seed));
    if (kept.size() > KEPT_MAPS) {
      kept.remove();
    }
    long garbage = 0;
    for (int i = 0; i < GARBAGE_LISTS; i++) {
      garbage += list(seed).size();
    }
    return garbage;
  }

  private static Map<Integer, String> map(long seed) {
    Map<Integer, String> map = new HashMap<>();
    for (int i = 0; i < ENTRIES; i++) {
      map.put(i, Long.toString(seed + i));
    }
    return map;
  }

  private static List<Long> list(long seed) {
    List<Long> list = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      list.add(seed + i);
    }
    return list;
  }
}
