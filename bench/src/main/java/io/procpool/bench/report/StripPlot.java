package io.procpool.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * All rounds of a figure: a row of dots for each competitor on one scale, a stroke at its median,
 * and in procpool's row a dashed one for each goal, where it has to be.
 *
 * <pre>
 *   procpool        ..|..:   ¦             12.1 ms
 *   Python Pool            :   ..|.. .     48.0 ms
 *                  0       20       40
 * </pre>
 */
final class StripPlot {

  private static final int WIDTH = 600;
  private static final int LEFT = 180;
  private static final int RIGHT = 500;
  private static final int TOP = 6;
  private static final int ROW = 24;
  private static final int BELOW = 24;

  private final Measured measured;
  private final Unit unit;
  private final Axis axis;
  private final Svg svg;
  private final double bottom;

  StripPlot(Measured measured) {
    this.measured = measured;
    unit = measured.figure().unit();
    axis = Axis.over(everything(measured), LEFT, RIGHT);
    bottom = TOP + ROW * measured.lines().size();
    svg = new Svg(WIDTH, (int) bottom + BELOW, measured.figure().name());
  }

  @Override
  public String toString() {
    drawScale();
    for (int row = 0; row < measured.lines().size(); row++) {
      drawLine(measured.lines().get(row), TOP + ROW * (row + 0.5));
    }
    return svg.toString();
  }

  private void drawScale() {
    for (double tick : axis.ticks()) {
      double x = axis.at(tick);
      svg.line("grid", x, TOP, x, bottom);
      svg.text("tick middle", x, bottom + 15, label(tick));
    }
    svg.text("tick", RIGHT + 12, bottom + 15, unit.symbol());
  }

  private static String label(double tick) {
    return tick == Math.rint(tick) ? "%,d".formatted((long) tick) : Double.toString(tick);
  }

  private void drawLine(Line line, double y) {
    String style = line.kind().style();
    svg.text("name end", LEFT - 12, y + 4, line.name());
    svg.line(
        "span " + style, axis.at(unit.of(line.lowest())), y, axis.at(unit.of(line.highest())), y);
    for (double value : line.values()) {
      svg.dot(
          "dot " + style, axis.at(unit.of(value)), y, 4, line.name() + ": " + unit.shown(value));
    }
    double median = axis.at(unit.of(line.median()));
    svg.bar("median " + style, median - 1.5, y - 9, 3, 18);
    for (Score score : measured.scores()) {
      if (score.ours() == line) {
        double must = axis.at(unit.of(mustOf(score)));
        svg.line("need", must, y - 11, must, y + 11);
      }
    }
    svg.text("value", RIGHT + 12, y + 4, unit.shown(line.median()));
  }

  private static double mustOf(Score score) {
    Goal goal = score.goal();
    return goal.valueAt(goal.must(), score.unit(), score.peer().median());
  }

  private static List<Double> everything(Measured measured) {
    Unit unit = measured.figure().unit();
    List<Double> values = new ArrayList<>();
    measured.lines().forEach(line -> line.values().forEach(value -> values.add(unit.of(value))));
    measured.scores().forEach(score -> values.add(unit.of(mustOf(score))));
    return values;
  }
}
