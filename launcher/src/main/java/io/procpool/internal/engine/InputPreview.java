package io.procpool.internal.engine;

/**
 * The beginning of a task's input as text, for its failure's message. Runs the input's toString.
 */
public final class InputPreview {

  private static final int MAX_LENGTH = 100;

  private InputPreview() {}

  public static String of(Object input) {
    try {
      String text = String.valueOf(input);
      return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    } catch (RuntimeException | Error e) { // a list that holds itself overflows the stack
      return "(its toString() threw " + e.getClass().getName() + ")";
    }
  }

  /** As a sentence of a message, or nothing where there is no preview. */
  public static String sentence(String preview) {
    return preview == null ? "" : " Its input: " + preview;
  }
}
