package io.procpool.it.start;

import io.procpool.ProcessPool;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A program whose worker tells which build of procpool it runs: by the name of a thread. */
final class Greeting {

  private Greeting() {}

  public static void main(String[] args) {
    try (ProcessPool pool = ProcessPool.create(1)) {
      System.out.println(pool.<String>apply(Greeting::linkThread));
    }
  }

  private static String linkThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.equalsIgnoreCase("procpool-link"))
        .findAny()
        .orElse("none");
  }

  /** Where its class lies. */
  static Path home() {
    try {
      return Path.of(Greeting.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
