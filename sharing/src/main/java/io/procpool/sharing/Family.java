package io.procpool.sharing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The children of this JVM: their default names, and those that are alive. Guarded by itself. */
final class Family {

  private static final Set<ChildProcess> ACTIVE = new LinkedHashSet<>();
  private static int lastNumber;

  private Family() {}

  /** Tells where in the family a process stands: Process-2:1 is the first child of the second. */
  static synchronized String nextName() {
    ProcessIdentity self = ProcessIdentity.current();
    String prefix = ProcessIdentity.parent().isEmpty() ? "Process-" : self.name() + ":";
    return prefix + ++lastNumber;
  }

  /** It may have ended by now. */
  static synchronized void add(ChildProcess child) {
    if (child.isAlive()) {
      ACTIVE.add(child);
    }
  }

  static synchronized void remove(ChildProcess child) {
    ACTIVE.remove(child);
  }

  static synchronized List<ChildProcess> active() {
    return List.copyOf(ACTIVE);
  }
}
