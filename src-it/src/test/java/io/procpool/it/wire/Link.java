package io.procpool.it.wire;

import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import java.util.List;

/** The two ways in which a worker comes to its link. */
public enum Link {
  /** A shell puts the link on descriptors 3 and 4. */
  THROUGH_SHELL("sh"),
  /** The worker itself takes the link off 0 and 1. */
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

  /** The flag for a JVM whose pools are to do it as this one's do; none if nothing was chosen. */
  static List<String> flagsOfThisJvm() {
    String shell = System.getProperty(PROPERTY);
    return shell == null ? List.of() : List.of("-D" + PROPERTY + "=" + shell);
  }

  /** Builds a pool whose first workers are started this way. */
  ProcessPool build(ProcessPoolBuilder builder) {
    String before = choose();
    try {
      return builder.build();
    } finally {
      restore(before);
    }
  }

  /**
   * From now on the workers of all pools of this JVM are started this way.
   *
   * @return what {@link #restore} is to be given in the end
   */
  public String choose() {
    return System.setProperty(PROPERTY, shell);
  }

  /**
   * Workers are started as they were before.
   *
   * @param before what {@link #choose} has returned; {@code null} if nothing had been chosen
   */
  public static void restore(String before) {
    if (before == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }
}
