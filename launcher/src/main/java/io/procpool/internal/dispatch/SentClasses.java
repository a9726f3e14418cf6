package io.procpool.internal.dispatch;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Classes that workers have been sent and that may change in place: JShell redefines those that
 * depend on what is typed anew. Concurrent: added to on the pool's threads, looked at by callers.
 */
final class SentClasses {

  /** What they were then, as a sum of their bytes. */
  private final Map<String, Integer> sums = new ConcurrentHashMap<>();

  void add(String name, byte[] bytes) {
    sums.putIfAbsent(name, Arrays.hashCode(bytes));
  }

  /** Whether one of them is not what workers have. */
  boolean hasChanged(ClassLoader classes, ClassFiles files) {
    for (Map.Entry<String, Integer> sent : sums.entrySet()) {
      if (!isStill(sent.getValue(), sent.getKey(), classes, files)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isStill(int sum, String name, ClassLoader classes, ClassFiles files) {
    try {
      byte[] bytes = files.of(Class.forName(name, false, classes));
      return bytes == null || Arrays.hashCode(bytes) == sum;
    } catch (ClassNotFoundException | IOException | LinkageError | RuntimeException e) {
      return true; // it cannot be had any more, so workers had better keep it
    }
  }
}
