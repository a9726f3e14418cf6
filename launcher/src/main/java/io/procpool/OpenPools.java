package io.procpool;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** The pools of this JVM, and where each was made. Holds none that nobody else holds. */
final class OpenPools {

  /** Synchronized, for pools are made on any thread. */
  private static final Map<EnginePool, StackTraceElement> MADE =
      Collections.synchronizedMap(new WeakHashMap<>());

  private OpenPools() {}

  static void add(EnginePool pool) {
    MADE.put(pool, caller());
  }

  static String placeOf(EnginePool pool) {
    return String.valueOf(MADE.get(pool));
  }

  static List<Pool> all() {
    synchronized (MADE) {
      return MADE.keySet().stream().filter(EnginePool::isOpen).<Pool>map(pool -> pool).toList();
    }
  }

  /** An element alone: a whole throwable would hold the classes of all that were on the stack. */
  private static StackTraceElement caller() {
    StackTraceElement[] stack = new Throwable().getStackTrace();
    for (StackTraceElement frame : stack) {
      if (!isOurs(frame.getClassName())) {
        return frame;
      }
    }
    return stack[stack.length - 1];
  }

  /** By the package, which has no others in it. */
  private static boolean isOurs(String className) {
    String ourPackage = OpenPools.class.getPackageName() + ".";
    return className.startsWith(ourPackage) && className.indexOf('.', ourPackage.length()) < 0;
  }
}
