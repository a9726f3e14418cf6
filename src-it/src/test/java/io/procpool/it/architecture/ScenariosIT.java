package io.procpool.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The acceptance scenarios, by their numbers: a test that provokes one says so in a comment, such
 * as {@code // S27}. None may lose its test.
 */
class ScenariosIT {

  private static final Set<Integer> ALL =
      Set.of(
          1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, // mapping, order, chunks
          13, 14, 15, 17, 18, // laziness
          19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, // errors of tasks and inputs
          33, 34, 35, 36, 37, 38, 41, // the death of workers
          49, 53, // what crosses
          54, 55, 56, 57, 59, 60, 61, 62, // handles, limits, cancelling, callbacks
          64, 65, 66, 67, 68, 71, 72, 73, 74, // the life of workers
          75, 76, 78, 79, 81, 82, 85, // ends
          86, 87, 88, 90, 92, 93, // processes, queues, pipes
          94, 95, 97, 98); // locks, what is shared

  private static final Pattern NUMBER = Pattern.compile("\\bS(\\d{1,2})\\b");

  @Test
  void eachHasATest() throws IOException {
    Set<Integer> tested = new TreeSet<>();
    for (Path test : tests()) {
      ProductionCode.lines(test).stream()
          .map(String::strip)
          .filter(line -> line.matches("(//|/?\\*).*"))
          .forEach(comment -> addNumbers(comment, tested));
    }

    assertThat(tested).as("scenarios that a test names").containsAll(ALL);
  }

  /** Of all modules, of which this one has nothing but tests. */
  private static List<Path> tests() throws IOException {
    Path root = Artifacts.modules().get(0).getParent();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> root.relativize(file).toString().contains("src/test/java"))
          .filter(file -> file.toString().matches(".*(IT|Test)\\.java"))
          .toList();
    }
  }

  private static void addNumbers(String comment, Set<Integer> numbers) {
    for (Matcher number = NUMBER.matcher(comment); number.find(); ) {
      numbers.add(Integer.valueOf(number.group(1)));
    }
  }
}
