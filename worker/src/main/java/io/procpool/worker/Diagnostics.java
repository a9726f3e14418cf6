package io.procpool.worker;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The diagnostic context of SLF4J, for jobs that have it: what they log elsewhere than to {@code
 * java.util.logging} can name its worker and its task, as {@code %X{procpool.task}}.
 */
final class Diagnostics {

  private static final String PROVIDER = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

  /** Before SLF4J 2. */
  private static final String PROVIDER_OF_1 = "org/slf4j/impl/StaticLoggerBinder.class";

  private static final String WORKER = "procpool.worker";
  private static final String TASK = "procpool.task";

  /** Loads what SLF4J logs with when it is first called. */
  private final MethodHandle put;

  private final MethodHandle remove;

  private Diagnostics(MethodHandle put, MethodHandle remove) {
    this.put = put;
    this.remove = remove;
  }

  /** {@code null} where there is no SLF4J, or none that logs: it would complain of that. */
  static Diagnostics find() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    if (loader.getResource(PROVIDER) == null && loader.getResource(PROVIDER_OF_1) == null) {
      return null;
    }
    try {
      Class<?> mdc = Class.forName("org.slf4j.MDC", true, loader);
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodType putting = MethodType.methodType(void.class, String.class, String.class);
      MethodType removing = MethodType.methodType(void.class, String.class);
      return new Diagnostics(
          lookup.findStatic(mdc, "put", putting), lookup.findStatic(mdc, "remove", removing));
    } catch (ReflectiveOperationException | LinkageError e) {
      return null; // the job has none, or none that works
    }
  }

  /** Of the tasks of this thread. */
  void enter(String worker) {
    put(WORKER, worker);
  }

  void begin(long task) {
    put(TASK, Long.toString(task));
  }

  /** The last of them has ended. */
  void leave() {
    try {
      remove.invokeExact(TASK);
    } catch (Throwable e) {
      return; // as below
    }
  }

  private void put(String key, String value) {
    try {
      put.invokeExact(key, value);
    } catch (Throwable e) {
      return; // that the job's own library fails is no reason to fail a task
    }
  }
}
