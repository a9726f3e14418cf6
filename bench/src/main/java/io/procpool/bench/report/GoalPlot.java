package io.procpool.bench.report;

/**
 * Where procpool stands with one goal, on the scale of all of them: what must be reached is in the
 * middle, better is to the right, and a whole width is a factor.
 */
final class GoalPlot {

  private static final int WIDTH = 240;
  private static final int HEIGHT = 22;
  private static final double FACTOR = 6;
  private static final double MIDDLE = HEIGHT / 2.0;

  private final Axis axis = new Axis(1 / FACTOR, FACTOR, true, 8, WIDTH - 8);
  private final Score score;

  GoalPlot(Score score) {
    this.score = score;
  }

  @Override
  public String toString() {
    Svg svg = new Svg(WIDTH, HEIGHT, score.title() + ": " + score.verdict().text());
    double must = axis.at(1);
    double aim = at(score.goal().aim());
    String style = score.verdict().style();
    svg.bar("enough", must, 1, WIDTH - must, HEIGHT - 2);
    svg.line("need", must, 0, must, HEIGHT);
    svg.line("wish", aim, 4, aim, HEIGHT - 4);
    double low = Math.min(at(score.lowest()), at(score.highest()));
    double high = Math.max(at(score.lowest()), at(score.highest()));
    svg.line("span " + style, low, MIDDLE, high, MIDDLE);
    svg.dot("dot " + style, at(score.ratio()), MIDDLE, 5, Unit.number(score.ratio()) + "×");
    return svg.toString();
  }

  private double at(double ratio) {
    return axis.at(score.goal().margin(ratio, score.goal().must()));
  }
}
