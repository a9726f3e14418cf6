package io.procpool.bench.soak;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What {@link Soak} was asked for.
 *
 * @param parts which of its parts
 * @param minutes how long the mixture lasts
 * @param seed of all that is random
 * @param json where everything that was found goes, if anywhere
 */
record SoakOptions(Set<Part> parts, double minutes, long seed, Optional<Path> json) {

  /** What can be asked for alone. */
  enum Part {
    KILLS,
    STOPS,
    MIXED
  }

  static final String USAGE =
      "Usage: soak [--minutes M] [--seed N] [--only kills|stops|mixed] [--json FILE]"
          + "   (M is 5 by default, N random)";

  private static final double DEFAULT_MINUTES = 5;
  private static final long SEEDS = 1_000_000;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static SoakOptions parse(String[] arguments) {
    Set<Part> parts = EnumSet.allOf(Part.class);
    double minutes = DEFAULT_MINUTES;
    long seed = Math.floorMod(System.nanoTime(), SEEDS);
    Optional<Path> json = Optional.empty();
    Iterator<String> words = List.of(arguments).iterator();
    while (words.hasNext()) {
      String option = words.next();
      switch (option) {
        case "--only" -> parts = EnumSet.of(partOf(valueOf(option, words)));
        case "--minutes" -> minutes = minutesOf(valueOf(option, words));
        case "--seed" -> seed = Long.parseLong(valueOf(option, words));
        case "--json" -> json = Optional.of(Path.of(valueOf(option, words)));
        default -> throw new IllegalArgumentException("There is no option " + option);
      }
    }
    return new SoakOptions(parts, minutes, seed, json);
  }

  private static String valueOf(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.next();
  }

  private static Part partOf(String name) {
    return Part.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static double minutesOf(String value) {
    double minutes = Double.parseDouble(value);
    if (!(minutes > 0)) {
      throw new IllegalArgumentException("--minutes must be more than 0, was " + value);
    }
    return minutes;
  }
}
