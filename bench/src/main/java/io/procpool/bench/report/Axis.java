package io.procpool.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Values along a width: from 0 in even steps, or by powers of ten where the values lie so far apart
 * that the small ones would be one dot.
 *
 * @param isLogarithmic whether equal ways are equal ratios
 */
record Axis(double from, double to, boolean isLogarithmic, double left, double right) {

  private static final double FAR_APART = 25;
  private static final int STEPS = 5;

  /** Wide enough for all of them. */
  static Axis over(List<Double> values, double left, double right) {
    double low = values.stream().filter(value -> value > 0).min(Double::compare).orElse(1.0);
    double high = values.stream().max(Double::compare).orElse(1.0);
    return high / low > FAR_APART
        ? new Axis(low / 1.25, high * 1.25, true, left, right)
        : new Axis(0, high * 1.06, false, left, right);
  }

  double at(double value) {
    double part =
        isLogarithmic
            ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
            : (value - from) / (to - from);
    return left + Math.max(0, Math.min(1, part)) * (right - left);
  }

  /** Round values along it. */
  List<Double> ticks() {
    return isLogarithmic ? powers() : steps();
  }

  private List<Double> steps() {
    double rough = to / STEPS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        DoubleStream.of(1, 2, 5, 10)
            .map(factor -> factor * power)
            .filter(s -> s >= rough)
            .min()
            .orElse(rough);
    return IntStream.rangeClosed(0, (int) (to / step)).mapToObj(i -> i * step).toList();
  }

  /** Of ten; between few of them, two and five times each as well. */
  private List<Double> powers() {
    int first = (int) Math.floor(Math.log10(from));
    int last = (int) Math.ceil(Math.log10(to));
    List<Integer> factors = last - first > 3 ? List.of(1) : List.of(1, 2, 5);
    return IntStream.rangeClosed(first, last)
        .boxed()
        .flatMap(power -> factors.stream().map(factor -> factor * Math.pow(10, power)))
        .filter(value -> value >= from && value <= to)
        .collect(Collectors.toList());
  }
}
