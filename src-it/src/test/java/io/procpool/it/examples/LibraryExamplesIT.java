package io.procpool.it.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.examples.E01Squares;
import io.procpool.examples.E02Sleepers;
import io.procpool.examples.E03RandomNumbers;
import io.procpool.examples.E04PowersOnReusedPool;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each program as a process of its own, with the class path of this test. */
class LibraryExamplesIT {

  private static final Pattern RANDOM_NUMBER =
      Pattern.compile("(\\d\\.[-\\dE]+) from process (\\d+) \\(procpool-\\d+-worker-\\d+\\)");

  @Test
  void e01PrintsSquares() {
    assertThat(linesOf(E01Squares.class)).containsExactly("[1, 4, 9]");
  }

  @Test
  void e02SleepsAtTheSameTimeInAPool() {
    List<String> lines = linesOf(E02Sleepers.class);

    assertThat(lines).startsWith("1", "4", "9", "16").hasSize(5);
    assertThat(secondsIn(lines.get(4))).isBetween(2.0, 6.0);
  }

  @Test
  void e02SleepsFourTimesInALoop() {
    List<String> lines = linesOf(E02Sleepers.class, "loop");

    assertThat(lines).startsWith("1", "4", "9", "16").hasSize(5);
    assertThat(secondsIn(lines.get(4))).isGreaterThanOrEqualTo(8.0);
  }

  @Test
  void e03DrawsEachNumberInAProcessOfItsOwn() {
    List<MatchResult> numbers =
        linesOf(E03RandomNumbers.class).stream().map(LibraryExamplesIT::randomNumber).toList();

    assertThat(numbers).hasSize(4);
    assertThat(numbers).extracting(number -> number.group(1)).doesNotHaveDuplicates();
    assertThat(numbers).extracting(number -> number.group(2)).doesNotHaveDuplicates();
  }

  @Test
  void e04RunsTwoCallsOnTheSameWorkers() {
    List<String> lines = linesOf(E04PowersOnReusedPool.class);

    assertThat(lines)
        .endsWith(
            "[256, 4, 27, 3125, 27, 4, 1, 4]",
            "[256, 46656, 3125, 256, 46656, 27, 20880467999847912034355032910567, 256, 46656]");
    assertThat(lines.subList(0, lines.size() - 2))
        .hasSize(8 + 9)
        .allMatch(line -> line.matches("procpool-1-worker-\\d+"));
    assertThat(lines.stream().filter(line -> line.startsWith("procpool")).distinct())
        .hasSizeLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
  }

  private static List<String> linesOf(Class<?> example, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(CommandLine.java().toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(example.getName());
    command.addAll(List.of(arguments));
    Run run = CommandLine.run(command, "", Path.of("."));
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return run.stdout().lines().toList();
  }

  private static double secondsIn(String line) {
    assertThat(line).endsWith(" seconds");
    return Double.parseDouble(line.split(" ")[0]);
  }

  private static MatchResult randomNumber(String line) {
    assertThat(line).matches(RANDOM_NUMBER);
    return RANDOM_NUMBER.matcher(line).results().findFirst().orElseThrow();
  }
}
