package io.procpool.bench.report;

import java.util.Locale;

/** A drawing in a page: marks are added to it, their colours are the style sheet's. */
final class Svg {

  private final StringBuilder marks = new StringBuilder();
  private final int width;
  private final int height;
  private final String title;

  /**
   * @param title what one hears who cannot see it
   */
  Svg(int width, int height, String title) {
    this.width = width;
    this.height = height;
    this.title = title;
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    add("<line class='%s' x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f'/>", style, x1, y1, x2, y2);
  }

  void bar(String style, double x, double y, double barWidth, double barHeight) {
    add(
        "<rect class='%s' x='%.1f' y='%.1f' width='%.1f' height='%.1f'/>",
        style, x, y, barWidth, barHeight);
  }

  void dot(String style, double x, double y, double radius, String tip) {
    add(
        "<circle class='%s' cx='%.1f' cy='%.1f' r='%.1f'><title>%s</title></circle>",
        style, x, y, radius, Html.text(tip));
  }

  /**
   * @param style which says too at which of its ends the text stands: {@code end}, {@code middle},
   *     or else at its start
   */
  void text(String style, double x, double y, String text) {
    add("<text class='%s' x='%.1f' y='%.1f'>%s</text>", style, x, y, Html.text(text));
  }

  @Override
  public String toString() {
    return "<svg role='img' aria-label='%s' viewBox='0 0 %d %d' width='%d' height='%d'>%s</svg>"
        .formatted(Html.text(title), width, height, width, height, marks);
  }

  private void add(String format, Object... values) {
    marks.append(String.format(Locale.ROOT, format, values));
  }
}
