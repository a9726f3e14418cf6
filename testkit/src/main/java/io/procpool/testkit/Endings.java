package io.procpool.testkit;

import java.io.IOException;
import java.lang.reflect.Field;

/** Ways to end the process that this is. Those that give a result never come to it. */
final class Endings {

  private Endings() {}

  static <R> R exit(int code) {
    System.exit(code);
    throw new AssertionError("System.exit has returned");
  }

  static <R> R halt(int code) {
    Runtime.getRuntime().halt(code);
    throw new AssertionError("Runtime.halt has returned");
  }

  static <R> R bySignal(String name) throws IOException, InterruptedException {
    signal(name);
    return Hanging.untilInterrupted(); // a signal need not have come when kill ends
  }

  /** By reflection: sun.misc.Unsafe is no part of the Java API, and each use of it is warned of. */
  static <R> R bySegmentationFault() throws Exception {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field instance = type.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    type.getMethod("putAddress", long.class, long.class).invoke(instance.get(null), 0L, 0L);
    throw new AssertionError("address 0 can be written to");
  }

  static void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
  }
}
