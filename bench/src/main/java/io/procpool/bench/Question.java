package io.procpool.bench;

import io.procpool.bench.Figure.Unit;
import java.util.List;

/** What both sides are asked in each round, and the figures that come back, in their order. */
enum Question {
  WARM_MAP(false, "warm", new Figure("map of 1,000,000, warm pool", Unit.MILLION_PER_SECOND)),
  FRESH_MAP(
      false,
      "fresh",
      new Figure("map of 1,000,000, first call of a pool", Unit.MILLION_PER_SECOND)),
  APPLY(
      false,
      "apply",
      new Figure("apply, median of 5,000", Unit.MICROS),
      new Figure("apply, 99th of 100", Unit.MICROS)),
  COLD_RESULT(
      true,
      "1",
      new Figure("cold, 1 result: from new pool", Unit.MILLIS),
      new Figure("cold, 1 result: whole process", Unit.MILLIS)),
  COLD_MAP(
      true,
      "1000000",
      new Figure("cold, 1,000,000 results: from new pool", Unit.MILLIS),
      new Figure("cold, 1,000,000 results: whole process", Unit.MILLIS));

  private final boolean cold;
  private final String text;
  private final List<Figure> figures;

  Question(boolean cold, String text, Figure... figures) {
    this.cold = cold;
    this.text = text;
    this.figures = List.of(figures);
  }

  /** Whether each answer takes a program of its own, given the text as its argument. */
  boolean isCold() {
    return cold;
  }

  String text() {
    return text;
  }

  List<Figure> figures() {
    return figures;
  }
}
