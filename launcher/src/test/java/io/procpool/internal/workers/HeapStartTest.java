package io.procpool.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapStartTest {

  private static final Path ANOTHER_JAVA = Path.of("/opt/another/bin/java");
  private static final Path THIS_JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @Test
  void aHeapOfOurMakingBeginsSmall() {
    assertThat(flags(ANOTHER_JAVA, 1L << 30)).containsExactly("-Xms16m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx16m", "-Xmx512m", "-Xmx2G", "-Xmx20000k"})
  void soDoesOneWhoseUserOnlySaysHowLargeItMayBecome(String flag) {
    assertThat(flags(ANOTHER_JAVA, 0, flag)).containsExactly("-Xms16m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx8m", "-Xms1g", "-XX:MaxRAMPercentage=10", "-Xmx1000", "-Xmn8m"})
  void whoSaysMoreHasItAsTheJvmHasIt(String flag) {
    assertThat(flags(ANOTHER_JAVA, 0, flag)).isEmpty();
    assertThat(flags(ANOTHER_JAVA, 0, "-Xmx8m", flag)).isEmpty();
  }

  @Test
  void theCollectorIsChosenForThisJvmsBuildOnly() {
    boolean isSlow = Runtime.version().feature() == 17;

    assertThat(flags(THIS_JAVA, 1L << 30).contains("-XX:+UseG1GC")).isEqualTo(isSlow);
    assertThat(flags(THIS_JAVA, 1L << 27)).containsExactly("-Xms16m");
  }

  @Test
  void aUsersCollectorIsTheOnlyOne() {
    assertThat(flags(THIS_JAVA, 1L << 30, "-XX:+UseZGC")).containsExactly("-Xms16m");
  }

  private static List<String> flags(Path java, long heap, String... userFlags) {
    WorkerSettings.Output output = new WorkerSettings.Output(System.out, System.err, false);
    OptionalLong given = heap == 0 ? OptionalLong.empty() : OptionalLong.of(heap);
    return HeapStart.flags(
        new WorkerSettings(
            java,
            List.of(userFlags),
            Surroundings.NONE,
            List.of(),
            output,
            false,
            ProcessPrefix.NONE,
            WorkerSettings.NOBODY,
            WorkerSettings.MOST,
            OptionalInt.empty()),
        new MachineShare(given, 1));
  }
}
