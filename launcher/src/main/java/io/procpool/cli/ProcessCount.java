package io.procpool.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many workers, as GNU parallel, make and Surefire write it. */
final class ProcessCount {

  private static final Pattern FORM = Pattern.compile("([+-]?)(\\d+(?:\\.\\d+)?)([%C]?)");

  /** Nobody means more, and a machine would not live through it. */
  private static final int MOST = 4096;

  private ProcessCount() {}

  /**
   * @param text {@code N}, {@code +N} and {@code -N} beside the cores, {@code N%} of them, {@code
   *     N.NC} times them
   * @return 1 or more
   * @throws IllegalArgumentException if it is none of these
   */
  static int parse(String text, int cores) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(expected(text));
    }
    String sign = form.group(1);
    double number = Double.parseDouble(form.group(2));
    String unit = form.group(3);
    if (unit.isEmpty() ? number != Math.rint(number) : !sign.isEmpty()) {
      throw new IllegalArgumentException(expected(text));
    }
    double count =
        switch (sign + unit) {
          case "+" -> cores + number;
          case "-" -> cores - number;
          case "%" -> cores * number / 100;
          case "C" -> cores * number;
          default -> number;
        };
    if (count > MOST) {
      throw new IllegalArgumentException("must be " + MOST + " or less, was " + text);
    }
    if (count < 1 && sign.isEmpty() && unit.isEmpty()) {
      throw new IllegalArgumentException("must be 1 or more, was " + text);
    }
    return (int) Math.max(1, Math.floor(count));
  }

  private static String expected(String text) {
    return "expected a number such as 8, 50%, 1.5C, +2 or -1, but was '" + text + "'";
  }
}
