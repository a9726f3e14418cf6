package io.procpool.it.observing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.procpool.it.CommandLine;
import io.procpool.it.wire.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressIT {

  /** Gives a program a terminal, and prints what is printed there. */
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  @ParameterizedTest
  @ValueSource(strings = {"map", "mapAsync", "imap"})
  void aTerminalSeesALineThatIsGoneInTheEnd(String way) {
    assumeTrue(Files.isExecutable(SCRIPT), "there is no " + SCRIPT);
    String command = String.join(" ", Program.command(Progressing.class, List.of(), way));

    String screen = runOnTerminal(command);

    assertThat(screen).contains(way.equals("imap") ? " tasks, " : "/40 tasks, ");
    assertThat(screen).endsWith(" \rdone\r\n");
  }

  @Test
  void whereThereIsNoTerminalNothingIsPrinted() {
    CommandLine.Run run =
        CommandLine.run(Program.command(Progressing.class, List.of(), "map"), "", Path.of("."));

    assertThat(run.stderr()).isEqualTo("done" + System.lineSeparator());
    assertThat(run.stdout()).isEmpty();
  }

  /** The first class of an event would cost a pool a fifth of a second. */
  @Test
  void whileNobodyRecordsNoEventIsLoaded() {
    List<String> command = Program.command(Progressing.class, List.of("-Xlog:class+load"));
    CommandLine.Run run = CommandLine.run(command, "", Path.of("."));

    assertThat(run.stdout()).contains("io.procpool.internal.jfr.Recorder ");
    assertThat(run.stdout().lines().filter(line -> line.contains(" jdk.jfr.")))
        .as("classes of the flight recorder: the one that says whether it is there")
        .hasSizeLessThanOrEqualTo(2)
        .allMatch(line -> line.contains("jdk.jfr.FlightRecorder"));
  }

  @Test
  void aJvmWithoutTheFlightRecorderRunsPoolsToo() {
    List<String> flags = List.of("--limit-modules", "java.logging,jdk.unsupported");
    CommandLine.Run run =
        CommandLine.run(Program.command(Progressing.class, flags), "", Path.of("."));

    assertThat(run.stderr()).isEqualTo("done" + System.lineSeparator());
  }

  private static String runOnTerminal(String command) {
    List<String> onTerminal = List.of(SCRIPT.toString(), "-qec", command, "/dev/null");
    return CommandLine.run(onTerminal, "", Path.of(".")).stdout();
  }
}
