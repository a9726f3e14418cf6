package io.procpool.internal.observing;

import java.lang.System.Logger.Level;

/** What a pool has to say to those who run it. Rarely: to set up a logger takes a JVM a while. */
public final class PoolLog {

  private PoolLog() {}

  public static void warn(String message, Throwable cause) {
    System.getLogger("io.procpool").log(Level.WARNING, message, cause);
  }

  public static void warn(String message) {
    System.getLogger("io.procpool").log(Level.WARNING, message);
  }
}
