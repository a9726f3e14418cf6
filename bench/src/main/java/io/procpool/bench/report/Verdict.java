package io.procpool.bench.report;

import java.util.Locale;

/** Whether a goal is reached. */
public enum Verdict {
  AIM("✔✔ aim"),
  MUST("✔ must"),
  MISSED("✘ missed");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  String style() {
    return name().toLowerCase(Locale.ROOT);
  }
}
