package io.procpool.bench.contest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@link SideBySide} was asked for.
 *
 * @param rounds how often each competitor is asked
 * @param groups what is measured, in this order
 * @param variants flags of workers to start, beside those of every pool
 * @param json where every value goes, if anywhere
 * @param html where the page goes, if anywhere
 * @param markdown where the tables go, beside the terminal, if anywhere
 */
record Options(
    int rounds,
    List<Group> groups,
    List<Variant> variants,
    Optional<Path> json,
    Optional<Path> html,
    Optional<Path> markdown) {

  static final String USAGE =
      """
      Usage: side-by-side [--rounds N] [--only GROUP,...] [--worker NAME=FLAG,...]...
                          [--json FILE] [--html FILE] [--markdown FILE]

        --rounds     7 or more; 9 by default
        --only       of these: %s
        --worker     also measure how workers with these JVM flags start
      """
          .formatted(
              Arrays.stream(Group.values()).map(Group::word).collect(Collectors.joining(", ")));

  private static final int DEFAULT_ROUNDS = 9;

  /** A middle of fewer is not worth a table. */
  private static final int FEWEST_ROUNDS = 7;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static Options parse(String... arguments) {
    int rounds = DEFAULT_ROUNDS;
    List<Group> groups = List.of(Group.values());
    List<Variant> variants = new ArrayList<>();
    Optional<Path> json = Optional.empty();
    Optional<Path> html = Optional.empty();
    Optional<Path> markdown = Optional.empty();
    Iterator<String> words = List.of(arguments).iterator();
    while (words.hasNext()) {
      String option = words.next();
      String value = valueOf(option, words);
      switch (option) {
        case "--rounds" -> rounds = roundsOf(value);
        case "--only" -> groups = Arrays.stream(value.split(",")).map(Options::group).toList();
        case "--worker" -> variants.add(Variant.parse(value));
        case "--json" -> json = Optional.of(Path.of(value));
        case "--html" -> html = Optional.of(Path.of(value));
        case "--markdown" -> markdown = Optional.of(Path.of(value));
        default -> throw new IllegalArgumentException("There is no option " + option);
      }
    }
    return new Options(rounds, groups, List.copyOf(variants), json, html, markdown);
  }

  /** What measures the same again; where it goes is nobody's business but that run's. */
  String command() {
    String only = groups.stream().map(Group::word).collect(Collectors.joining(","));
    return "java -jar bench/target/side-by-side.jar --rounds "
        + rounds
        + (groups.equals(List.of(Group.values())) ? "" : " --only " + only)
        + variants.stream().map(each -> " --worker " + each).collect(Collectors.joining());
  }

  private static String valueOf(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value, or is no option");
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

  private static Group group(String word) {
    return Arrays.stream(Group.values())
        .filter(group -> group.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no group " + word));
  }

  /**
   * A way to start workers.
   *
   * @param flags of their JVMs
   */
  record Variant(String name, List<String> flags) {

    @Override
    public String toString() {
      return name + "=" + String.join(",", flags);
    }

    /** Flags are parted by commas that a dash follows: others belong to a flag. */
    static Variant parse(String text) {
      String[] parts = text.split("=", 2);
      if (parts.length < 2) {
        throw new IllegalArgumentException("--worker needs NAME=FLAG, was " + text);
      }
      return new Variant(parts[0], List.of(parts[1].split(",(?=-)")));
    }
  }
}
