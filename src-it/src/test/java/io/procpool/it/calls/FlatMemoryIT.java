package io.procpool.it.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small heaps are enough for long inputs: each program in a JVM of its own. */
class FlatMemoryIT {

  // S13
  @Test
  void twoMillionResultsOfAnEndlessInputPassThroughASmallHeap() {
    assertThat(run("-Xmx64m", "endless")).isEqualTo(new Run(0, "sum 2000001000000\n", ""));
  }

  // S14
  @Test
  void aReaderThatTakesOneResultOfAGigabyteHoldsLittle() {
    assertThat(run("-Xmx128m", "abandoned"))
        .isEqualTo(new Run(0, "first 10240, others 100000, pulled few, soon\n", ""));
  }

  // S14
  @Test
  void largeResultsDoNotGatherBeforeASlowReader() {
    assertThat(run("-Xmx64m", "large-results")).isEqualTo(new Run(0, "sum 2000000000\n", ""));
  }

  private static Run run(String heap, String program) {
    List<String> command =
        List.of(
            CommandLine.java().toString(),
            heap,
            "-cp",
            System.getProperty("java.class.path"),
            FlatMemory.class.getName(),
            program);
    return CommandLine.run(command, "", Path.of("."));
  }
}
