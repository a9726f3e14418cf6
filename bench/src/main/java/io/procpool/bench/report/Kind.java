package io.procpool.bench.report;

import java.util.Locale;

/** What sort of competitor one is: it decides its colour, and where it stands in a legend. */
public enum Kind {
  PROCPOOL("procpool"),
  PYTHON("Python"),
  ONE_JVM("one JVM"),
  LIMIT("bare limit");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** As a class of a style sheet. */
  String style() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
