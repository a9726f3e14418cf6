package io.procpool.examples;

/** An example's own check: if a result is wrong, the program ends with the reason. */
final class Expect {

  private Expect() {}

  static void equal(Object actual, Object expected) {
    that(actual.equals(expected), "expected " + expected + ", was " + actual);
  }

  static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
