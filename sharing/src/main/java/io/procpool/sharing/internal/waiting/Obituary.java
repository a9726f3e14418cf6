package io.procpool.sharing.internal.waiting;

import io.procpool.sharing.internal.memory.Life;
import java.lang.System.Logger.Level;

/** Says in the log that a process died with what it had. */
final class Obituary {

  private static final System.Logger LOG = System.getLogger("io.procpool.sharing");

  private Obituary() {}

  static void ofOwner(long life) {
    LOG.log(
        Level.WARNING,
        "Process {0} ended while it held a lock: what that guards may be half done. Its next holder is"
            + " told by inheritedFrom().",
        Long.toString(Life.pid(life)));
  }

  static void ofPermits(long life, long permits) {
    LOG.log(
        Level.WARNING,
        "Process {0} ended with permits of a semaphore, which come back: {1}",
        Long.toString(Life.pid(life)),
        Long.toString(permits));
  }
}
