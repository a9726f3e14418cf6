package io.procpool.it.wire;

import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import java.util.List;

/** The two ways in which a worker comes to its link. */
enum Link {
  /** A shell puts the link on descriptors 3 and 4: what is printed natively is seen. */
  THROUGH_SHELL("sh"),
  /** The worker itself takes the link off 0 and 1: what is printed natively is lost. */
  DIRECT("none");

  private static final String PROPERTY = "procpool.shell";

  private final String shell;

  Link(String shell) {
    this.shell = shell;
  }

  /** The flag for a JVM whose pools are to do it this way. */
  String asFlag() {
    return "-D" + PROPERTY + "=" + shell;
  }

  /** Builds a pool whose first workers are started this way. */
  ProcessPool build(ProcessPoolBuilder builder) {
    String before = System.setProperty(PROPERTY, shell);
    try {
      return builder.build();
    } finally {
      if (before == null) {
        System.clearProperty(PROPERTY);
      } else {
        System.setProperty(PROPERTY, before);
      }
    }
  }

  /** What is printed natively, as far as it is seen. */
  List<String> seen(String... nativeLines) {
    return this == THROUGH_SHELL ? List.of(nativeLines) : List.of();
  }
}
