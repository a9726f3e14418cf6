package io.procpool.bench.soak;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one part of the soak found: figures, and promises that were kept or not. */
final class Findings {

  private final String title;
  private final long startNanos = System.nanoTime();
  private final Map<String, String> figures = new LinkedHashMap<>();
  private final Map<String, Object> details = new LinkedHashMap<>();
  private final List<Promise> promises = new ArrayList<>();
  private double seconds;

  /**
   * @param title what was done
   */
  Findings(String title) {
    this.title = title;
  }

  void figure(String name, Object value) {
    figures.put(name, value.toString());
  }

  /** What is too much for the table: numbers, texts, lists and maps of them. */
  void detail(String name, Object value) {
    details.put(name, value);
  }

  /**
   * A promise was put to the test.
   *
   * @param breaches each time that it was not kept
   */
  void promise(String text, Collection<String> breaches) {
    promises.add(new Promise(text, List.copyOf(breaches)));
  }

  void end() {
    seconds = (System.nanoTime() - startNanos) / 1e9;
  }

  String title() {
    return title;
  }

  double seconds() {
    return seconds;
  }

  Map<String, String> figures() {
    return figures;
  }

  Map<String, Object> details() {
    return details;
  }

  List<Promise> promises() {
    return promises;
  }

  long broken() {
    return promises.stream().filter(promise -> !promise.isKept()).count();
  }

  /**
   * A promise that was put to the test.
   *
   * @param breaches each time that it was not kept
   */
  record Promise(String text, List<String> breaches) {

    boolean isKept() {
      return breaches.isEmpty();
    }
  }
}
