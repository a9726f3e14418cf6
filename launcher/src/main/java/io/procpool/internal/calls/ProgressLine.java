package io.procpool.internal.calls;

import java.time.Duration;
import java.util.Locale;

/**
 * How a call's progress reads, in one line that no terminal wraps.
 *
 * @param total how many tasks there are; -1 if that is not known
 */
record ProgressLine(long ended, long failed, long total, Duration elapsed) {

  private static final int BAR = 30;
  private static final int WIDTH = 79;

  @Override
  public String toString() {
    String line =
        total > 0
            ? bar() + ended + "/" + total + " tasks" + rate() + left() + failures()
            : ended + " tasks" + rate() + ", " + clock(elapsed.toSeconds()) + failures();
    return line.length() > WIDTH ? line.substring(0, WIDTH) : line;
  }

  private String bar() {
    int full = (int) (BAR * ended / total);
    return "[%s%s] %3d%% "
        .formatted("#".repeat(full), " ".repeat(BAR - full), (int) (100 * ended / total));
  }

  private double perSecond() {
    return ended * 1e9 / Math.max(1, elapsed.toNanos());
  }

  private String rate() {
    double rate = perSecond();
    return String.format(Locale.ROOT, rate < 10 ? ", %.1f/s" : ", %.0f/s", rate);
  }

  private String left() {
    return ended == 0 ? "" : ", " + clock(Math.round((total - ended) / perSecond())) + " left";
  }

  private String failures() {
    return failed == 0 ? "" : ", " + failed + " failed";
  }

  /** Such as 0:07 or 26:10:00. */
  private static String clock(long seconds) {
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
