package io.procpool.it.classes;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a job's classes have left in a worker: they are here as long as it keeps them. */
public final class Footprint {

  private static final List<WeakReference<Class<?>>> CLASSES = new CopyOnWriteArrayList<>();

  private Footprint() {}

  /** From a job's class. */
  public static int of(Class<?> type) {
    CLASSES.add(new WeakReference<>(type));
    return CLASSES.size();
  }

  /** How many of them are still there. */
  public static int left() {
    System.gc();
    return (int) CLASSES.stream().filter(type -> type.get() != null).count();
  }
}
