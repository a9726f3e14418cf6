package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.wire.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Threads of two processes wake each other, whatever each of them can sleep on. */
class TurnsIT {

  private static final int LIMIT_SECONDS = 120;
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

  @Test
  void withoutAFlagAndWithoutAWarning() throws Exception {
    assertThat(outputOf(List.of())).isEqualTo("ok\n");
  }

  /** Before Java 22 there is no such flag, and nothing to enable. */
  @Test
  void withNativeAccess() throws Exception {
    List<String> flags = isKnown() ? List.of(NATIVE) : List.of();
    assertThat(outputOf(flags, flags.toArray(String[]::new))).isEqualTo("ok\n");
  }

  @Test
  void withNativeAccessOnOneSide() throws Exception {
    List<String> flags = isKnown() ? List.of(NATIVE) : List.of();
    assertThat(outputOf(flags)).as("in the parent").isEqualTo("ok\n");
    assertThat(outputOf(List.of(), flags.toArray(String[]::new)))
        .as("in the worker")
        .isEqualTo("ok\n");
  }

  private static boolean isKnown() {
    return Runtime.version().feature() >= 22;
  }

  /** With what it writes to its standard error. */
  private static String outputOf(List<String> flags, String... ofWorker)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Program.command(Turns.class, flags, ofWorker))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
