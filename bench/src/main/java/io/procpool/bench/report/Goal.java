package io.procpool.bench.report;

import java.util.Locale;

/**
 * What a figure of procpool's is to be, as a ratio to another competitor's.
 *
 * @param ours the line of procpool's
 * @param peer the line that it is compared with
 * @param isAdvantage whether the ratio says how many times better procpool is; else how many times
 *     the peer's cost it has
 * @param must the ratio that has to be reached
 * @param aim the one that is wished for
 */
public record Goal(String ours, String peer, boolean isAdvantage, double must, double aim) {

  public static final String PROCPOOL = "procpool";

  /** How many times the peer's cost procpool has at most. */
  public static Goal atMost(String peer, double must, double aim) {
    return new Goal(PROCPOOL, peer, false, must, aim);
  }

  /** How many times as good as the peer procpool is at least. */
  public static Goal atLeast(String peer, double must, double aim) {
    return new Goal(PROCPOOL, peer, true, must, aim);
  }

  /** The same of another line of procpool's. */
  public Goal of(String line) {
    return new Goal(line, peer, isAdvantage, must, aim);
  }

  double ratio(Unit unit, double ourValue, double peerValue) {
    return isAdvantage == unit.isRate() ? ourValue / peerValue : peerValue / ourValue;
  }

  /** The value that procpool needs for a ratio. */
  double valueAt(double ratio, Unit unit, double peerValue) {
    return isAdvantage == unit.isRate() ? peerValue * ratio : peerValue / ratio;
  }

  Verdict verdict(double ratio) {
    if (margin(ratio, aim) >= 1) {
      return Verdict.AIM;
    }
    return margin(ratio, must) >= 1 ? Verdict.MUST : Verdict.MISSED;
  }

  /** How far a ratio is beyond a bound: 1 is on it, more is better. */
  double margin(double ratio, double bound) {
    return isAdvantage ? ratio / bound : bound / ratio;
  }

  /** Such as {@code ≤ 1.8×}. */
  String shown(double bound) {
    String number = String.format(Locale.ROOT, "%.2f", bound).replaceAll("\\.?0+$", "");
    return (isAdvantage ? "≥ " : "≤ ") + number + "×";
  }
}
