package io.procpool.bench;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What {@link SideBySide} was asked for.
 *
 * @param rounds how often each question is asked of each side
 * @param json where every measured value goes, if anywhere
 */
record Options(int rounds, Optional<Path> json) {

  static final String USAGE =
      "Usage: side-by-side [--rounds N] [--json FILE]   (N is 7 or more, 15 by default)";

  private static final int DEFAULT_ROUNDS = 15;

  /** A middle of fewer is not worth a table. */
  private static final int FEWEST_ROUNDS = 7;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static Options parse(String[] arguments) {
    int rounds = DEFAULT_ROUNDS;
    Optional<Path> json = Optional.empty();
    Iterator<String> words = List.of(arguments).iterator();
    while (words.hasNext()) {
      String option = words.next();
      switch (option) {
        case "--rounds" -> rounds = roundsOf(valueOf(option, words));
        case "--json" -> json = Optional.of(Path.of(valueOf(option, words)));
        default -> throw new IllegalArgumentException("There is no option " + option);
      }
    }
    return new Options(rounds, json);
  }

  private static String valueOf(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.next();
  }

  private static int roundsOf(String value) {
    int rounds = Integer.parseInt(value);
    if (rounds < FEWEST_ROUNDS) {
      throw new IllegalArgumentException("--rounds must be 7 or more, was " + rounds);
    }
    return rounds;
  }
}
