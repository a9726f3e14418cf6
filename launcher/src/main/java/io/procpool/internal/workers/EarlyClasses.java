package io.procpool.internal.workers;

/**
 * Loads what a first pool is made of, on a thread of its own, beside the one that makes it. To load
 * and verify 200 classes takes a cold JVM 50 ms, of which most would stand before its first worker;
 * meanwhile another processor has nothing to do. Not more than loaded and linked: who initializes a
 * class is as without this.
 *
 * <p>Their names are {@link EarlyClassNames}; one too many is no harm.
 */
public final class EarlyClasses implements Runnable {

  /** The JDK's, which has to be initialized: it makes lambdas. */
  private static final String PROCESSES = "java.lang.ProcessImpl";

  private EarlyClasses() {}

  /** Begins, if there is a processor for it. Once is enough. */
  public static void load() {
    if (Runtime.getRuntime().availableProcessors() > 1) {
      try {
        Thread thread = new Thread(new EarlyClasses(), "procpool-classes");
        thread.setDaemon(true);
        thread.start();
      } catch (OutOfMemoryError e) {
        return; // there are no more threads: they are loaded when they are wanted
      }
    }
  }

  @Override
  public void run() {
    try {
      Class.forName(PROCESSES);
      String names = EarlyClassNames.ALL;
      for (int at = 0; at < names.length(); at = names.indexOf('\n', at) + 1) {
        link(names.substring(at, names.indexOf('\n', at)));
      }
    } catch (ClassNotFoundException e) {
      return; // whoever wants them will say so
    }
  }

  /** To ask a class for its constructors links it, and does not initialize it. */
  private static void link(String name) {
    try {
      Class.forName(name, false, EarlyClasses.class.getClassLoader()).getDeclaredConstructors();
    } catch (ClassNotFoundException | LinkageError e) {
      return; // whoever wants it will say so
    }
  }
}
