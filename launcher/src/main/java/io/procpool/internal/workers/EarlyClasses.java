package io.procpool.internal.workers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Loads what a first pool is made of, on a thread of its own, beside the one that makes it. To load
 * and verify 200 classes takes a cold JVM 50 ms, of which most would stand before its first worker;
 * meanwhile another processor has nothing to do. Not more than loaded and linked: who initializes a
 * class is as without this.
 *
 * <p>Their names are a resource, in the order in which they are wanted. A name too many is no harm.
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
    try (InputStream names = EarlyClasses.class.getResourceAsStream("early-classes.txt")) {
      Class.forName(PROCESSES);
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(names, StandardCharsets.US_ASCII));
      for (String name = lines.readLine(); name != null; name = lines.readLine()) {
        link(name);
      }
    } catch (IOException | ClassNotFoundException e) {
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
