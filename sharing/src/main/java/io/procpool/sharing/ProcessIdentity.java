package io.procpool.sharing;

import io.procpool.protocol.Greeting;
import java.util.Optional;

/**
 * Which process of a family this JVM is, or its parent.
 *
 * <pre>{@code
 * ProcessIdentity self = ChildProcess.current();
 * System.out.println(self.name() + " is process " + self.pid());
 * }</pre>
 *
 * @param name {@value #MAIN} for the program that a user has started, and for others what they were
 *     {@linkplain ChildProcess#name(String) named}
 * @param pid its process id
 */
public record ProcessIdentity(String name, long pid) {

  private static final String MAIN = "MainProcess";

  /** That of this JVM. */
  static ProcessIdentity current() {
    return new ProcessIdentity(System.getProperty("procpool.child.name", MAIN), Greeting.ownPid());
  }

  /** That of the process that has started this JVM as its child. */
  static Optional<ProcessIdentity> parent() {
    String name = System.getProperty("procpool.child.parentName");
    return name == null
        ? Optional.empty()
        : Optional.of(new ProcessIdentity(name, Long.getLong("procpool.child.parentPid")));
  }
}
