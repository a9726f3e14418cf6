package io.procpool.sharing.manager;

import java.util.stream.Stream;

/** Exceptions that have come from the manager. */
final class Traces {

  private static final StackTraceElement BORDER =
      new StackTraceElement("---- in the manager, called from ----", "", null, -1);

  private Traces() {}

  /** With its stack there, and below it that of this thread. */
  static Throwable joined(Throwable thrown) {
    StackTraceElement[] here = new Throwable().getStackTrace();
    thrown.setStackTrace(
        Stream.of(Stream.of(thrown.getStackTrace()), Stream.of(BORDER), Stream.of(here))
            .flatMap(each -> each)
            .toArray(StackTraceElement[]::new));
    return thrown;
  }
}
