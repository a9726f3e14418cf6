package io.procpool.internal.dispatch;

import java.lang.System.Logger.Level;

/** What a pool has to say to those who run it. Rarely: to set up a logger takes a JVM a while. */
final class PoolLog {

  private PoolLog() {}

  static void warn(String message, Throwable cause) {
    System.getLogger("io.procpool").log(Level.WARNING, message, cause);
  }

  static void warn(String message) {
    System.getLogger("io.procpool").log(Level.WARNING, message);
  }
}
