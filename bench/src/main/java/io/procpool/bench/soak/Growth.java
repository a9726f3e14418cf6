package io.procpool.bench.soak;

import java.util.List;
import java.util.Locale;

/**
 * The first third of some samples against the last one. A resource grows if the middle of the last
 * third is above that of the first by more than the noise: what lies between the lowest tenth and
 * the highest tenth of one third, the noisier one, but not less than a slack.
 *
 * @param first the middle of the first third
 * @param last the middle of the last third
 */
record Growth(double first, double last, double noise) {

  /**
   * @param values as they came
   */
  static Growth of(List<Double> values, double slack) {
    int third = values.size() / 3;
    List<Double> first = values.subList(0, third).stream().sorted().toList();
    List<Double> last =
        values.subList(values.size() - third, values.size()).stream().sorted().toList();
    double noise = Math.max(slack, Math.max(spread(first), spread(last)));
    return new Growth(atPart(first, 0.5), atPart(last, 0.5), noise);
  }

  boolean isGrowth() {
    return last - first > noise;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f, then %.1f (noise %.1f)", first, last, noise);
  }

  private static double spread(List<Double> sorted) {
    return atPart(sorted, 0.9) - atPart(sorted, 0.1);
  }

  private static double atPart(List<Double> sorted, double part) {
    return sorted.get((int) Math.round(part * (sorted.size() - 1)));
  }
}
