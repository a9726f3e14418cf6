package io.procpool.it.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.examples.E01Squares;
import io.procpool.examples.E02Sleepers;
import io.procpool.examples.E03RandomNumbers;
import io.procpool.examples.E04PowersOnReusedPool;
import io.procpool.examples.E05ImageDownloader;
import io.procpool.examples.E06SiteSizes;
import io.procpool.examples.E07TripsAndBytes;
import io.procpool.examples.E08AmdahlsLaw;
import io.procpool.examples.E09WaysToCall;
import io.procpool.examples.E10PrintedByWorkers;
import io.procpool.examples.E11StateAndSeeds;
import io.procpool.examples.E12Greetings;
import io.procpool.examples.E13Pipe;
import io.procpool.examples.E14Queue;
import io.procpool.examples.E15HelloUnderALock;
import io.procpool.examples.E16ValueAndArray;
import io.procpool.examples.E17RandomNumbersByQueue;
import io.procpool.examples.E18PausedAndTerminated;
import io.procpool.examples.E19PrefixSum;
import io.procpool.examples.E20Jacobi;
import io.procpool.examples.E21Manager;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each program as a process of its own, with the class path of this test. */
class LibraryExamplesIT {

  private static final Pattern RANDOM_NUMBER =
      Pattern.compile("(\\d\\.[-\\dE]+) from process (\\d+) \\(procpool-\\d+-worker-\\d+\\)");

  @Test
  void e01PrintsSquares() {
    assertThat(linesOf(E01Squares.class)).containsExactly("[1, 4, 9]");
  }

  @Test
  void e02SleepsFourTimesInALoopAndAtTheSameTimeInAPool() {
    List<String> lines = linesOf(E02Sleepers.class);

    assertThat(lines).hasSize(15);
    assertThat(lines.subList(0, 5)).startsWith("1", "4", "9", "16");
    assertThat(lines.subList(5, 10)).startsWith("1", "4", "9", "16");
    assertThat(lines.subList(10, 15)).startsWith("1", "4", "9", "16");
    double slowLoop = secondsIn("slow loop: ", lines.get(9));
    assertThat(secondsIn("loop: ", lines.get(4))).isLessThan(slowLoop);
    assertThat(slowLoop).isGreaterThanOrEqualTo(8.0);
    assertThat(secondsIn("pool: ", lines.get(14))).isBetween(2.0, slowLoop);
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

  @Test
  void e05LeavesNoFileOfWhatItHasDownloaded(@TempDir Path folder) {
    List<String> lines = linesOf(E05ImageDownloader.class, "-Djava.io.tmpdir=" + folder);

    assertThat(lines).hasSize(2);
    double serial = secondsIn("one after another: took ", lines.get(0));
    assertThat(serial).isGreaterThanOrEqualTo(4.0);
    assertThat(secondsIn("eight processes: took ", lines.get(1))).isLessThan(serial);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void e06FindsTheSameSizesInThreeWays() {
    List<String> lines = linesOf(E06SiteSizes.class);

    List<String> sizes = lines.subList(0, 5);
    assertThat(sizes).allMatch(line -> line.matches("SiteSize\\[url=http://.*, size=\\d+]"));
    assertThat(lines.get(5)).startsWith("one after another: took ");
    assertThat(lines.subList(6, 11)).containsExactlyInAnyOrderElementsOf(sizes);
    assertThat(lines.get(11)).startsWith("ten threads: took ");
    assertThat(lines.subList(12, 17)).containsExactlyInAnyOrderElementsOf(sizes);
    assertThat(lines.get(17)).startsWith("four processes: took ");
  }

  @Test
  void e07CountsTripsAndBytesBeforeAndAfterEachTip() {
    List<String> lines = linesOf(E07TripsAndBytes.class);

    assertThat(lines).hasSize(1 + 3 * 3);
    assertThat(lines.get(2)).matches(" +blocks of 1000 +111 +[\\d,]+");
    assertThat(lines.get(3)).matches(" +whole pages +3 +[\\d,]+");
  }

  @Test
  void e08StaysBelowAmdahlsLaw() {
    List<String> lines = linesOf(E08AmdahlsLaw.class);

    assertThat(lines)
        .hasSize(1 + 5 + 1 + 3)
        .contains("         20%  1.67  2.50  3.33  4.00  4.71  4.98");
    assertThat(lines.get(9)).matches(" +8 +3\\.33 +\\d\\.\\d\\d");
  }

  @Test
  void e09GoesOnWhileTasksSleep() {
    assertThat(linesOf(E09WaysToCall.class))
        .containsExactly(
            "map: [1, 4, 9]",
            "apply: 16",
            "this program goes on",
            "mapAsync: [25, 36, 49]",
            "applyAsync: [64, 81, 100]");
  }

  @Test
  void e10ShowsWhatItsWorkersPrint() {
    assertThat(linesOf(E10PrintedByWorkers.class)).containsExactlyInAnyOrder("256", "4", "27");
  }

  private static List<String> linesOf(Class<?> example, String... jvmArguments) {
    List<String> command = new ArrayList<>();
    command.add(CommandLine.java().toString());
    command.addAll(List.of(jvmArguments));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(example.getName());
    Run run = CommandLine.run(command, "", Path.of("."));
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return run.stdout().lines().toList();
  }

  private static double secondsIn(String name, String line) {
    assertThat(line).startsWith(name).endsWith(" seconds");
    return Double.parseDouble(line.substring(name.length()).split(" ")[0]);
  }

  @Test
  void e11ThrowsTheSameDartsEachTime() {
    List<String> lines = linesOf(E11StateAndSeeds.class);

    assertThat(lines).singleElement().asString().startsWith("pi is about 3.14");
  }

  @Test
  void e12GreetsFromTwoProcesses() {
    assertThat(linesOf(E12Greetings.class)).containsExactlyInAnyOrder("hello bob", "hello jerry");
  }

  @Test
  void e13IsAnsweredThroughAPipe() {
    assertThat(linesOf(E13Pipe.class)).containsExactly("[42, null, hello]");
  }

  @Test
  void e14SquaresWhatThreeProcessesTakeOutOfAQueue() {
    assertThat(linesOf(E14Queue.class)).containsExactly("[0, 1, 4, 9, 16, 25, 36, 49, 64, 81] ...");
  }

  @Test
  void e15SaysHelloFromTenProcesses() {
    assertThat(linesOf(E15HelloUnderALock.class))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 10).mapToObj(i -> "hello world " + i).toList());
  }

  @Test
  void e16PrintsWhatAChildHasSet() {
    assertThat(linesOf(E16ValueAndArray.class))
        .containsExactly("3.1415927", "[0, -1, -2, -3, -4, -5, -6, -7, -8, -9]");
  }

  @Test
  void e17PrintsWhatItsChildrenHaveDrawn() {
    List<String> lines = linesOf(E17RandomNumbersByQueue.class);

    assertThat(lines).hasSize(5);
    String results = lines.get(4);
    assertThat(results.substring(1, results.length() - 1).split(", "))
        .containsExactlyInAnyOrderElementsOf(lines.subList(0, 4));
  }

  @Test
  void e18PausesAndTerminatesAChild() {
    assertThat(linesOf(E18PausedAndTerminated.class))
        .containsExactly("paused", "resumed", "terminated: -15");
  }

  @Test
  void e19ComesToTheSumOfAll() {
    assertThat(linesOf(E19PrefixSum.class)).singleElement().asString().matches("all: 1\\d{9}");
  }

  @Test
  void e20ComesToTheHeatOfAQuarter() {
    assertThat(linesOf(E20Jacobi.class))
        .singleElement()
        .asString()
        .matches("in the middle: 2[45]\\.\\d degrees");
  }

  @Test
  void e21PrintsWhatAChildHasDoneToAManagersObjects() {
    assertThat(linesOf(E21Manager.class))
        .containsExactly("{1=1, 2=2, 0.25=null}", "[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]");
  }

  private static MatchResult randomNumber(String line) {
    assertThat(line).matches(RANDOM_NUMBER);
    return RANDOM_NUMBER.matcher(line).results().findFirst().orElseThrow();
  }
}
