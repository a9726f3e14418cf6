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

  private static final String SERIAL = "-XX:+UseSerialGC";
  private static final String YOUNG = "-XX:NewSize=8m";

  @Test
  void aHeapOfOurMakingBeginsSmall() {
    assertThat(flags(1, 1L << 30)).containsExactly("-Xms16m", SERIAL, YOUNG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx24m", "-Xmx512m", "-Xmx2G", "-Xmx200000k"})
  void soDoesOneWhoseUserOnlySaysHowLargeItMayBecome(String flag) {
    assertThat(flags(1, 0, flag)).containsExactly("-Xms16m", SERIAL, YOUNG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx16m", "-Xmx20000k"})
  void aSmallOneHasNoRoomForMoreThatIsNew(String flag) {
    assertThat(flags(1, 0, flag)).containsExactly("-Xms16m", SERIAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx8m", "-Xms1g", "-XX:MaxRAMPercentage=10", "-Xmx1000", "-Xmn8m"})
  void whoSaysMoreHasItAsTheJvmHasIt(String flag) {
    assertThat(flags(1, 0, flag)).containsExactly(SERIAL);
    assertThat(flags(1, 0, "-Xmx8m", flag)).containsExactly(SERIAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:NewSize=4m", "-XX:MaxNewSize=4m", "-XX:NewRatio=8"})
  void aUsersShareForWhatIsNewIsTheOnlyOne(String flag) {
    assertThat(flags(1, 1L << 30, flag)).containsExactly("-Xms16m", SERIAL);
  }

  @Test
  void theCollectorIsThatForItsProcessors() {
    assertThat(flags(2, 1L << 30)).contains(SERIAL);
    assertThat(flags(3, 1L << 30)).contains("-XX:+UseG1GC").doesNotContain(SERIAL);
    assertThat(flags(3, 1L << 27)).containsExactly("-Xms16m");
  }

  @Test
  void aUsersCollectorIsTheOnlyOne() {
    assertThat(flags(1, 1L << 30, "-XX:+UseZGC")).containsExactly("-Xms16m");
    assertThat(flags(4, 1L << 30, "-XX:+UseZGC")).containsExactly("-Xms16m");
  }

  private static List<String> flags(int processors, long heap, String... userFlags) {
    WorkerSettings.Output output = new WorkerSettings.Output(System.out, System.err, false);
    OptionalLong given = heap == 0 ? OptionalLong.empty() : OptionalLong.of(heap);
    Path java = Path.of("/opt/java/bin/java");
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
        new MachineShare(given, processors));
  }
}
