package io.procpool.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The tests' way to run a process neither blocks it nor waits for it for ever. */
class CommandLineIT {

  private static final Path HERE = Path.of(".");

  @Test
  void whatAProcessReadsAndWritesIsPassedOn() {
    Run run = CommandLine.run(shell("cat; echo sorry >&2; exit 3"), "größer\n", HERE);

    assertThat(run).isEqualTo(new Run(3, "größer\n", "sorry\n"));
  }

  @Test
  void aLotOnEveryStreamBlocksNobody() {
    String much = "x".repeat(1_000_000);

    Run run = CommandLine.run(shell("head -c 1000000 /dev/zero >&2; cat"), much, HERE);

    assertThat(run.stdout()).isEqualTo(much);
    assertThat(run.stderr()).hasSize(1_000_000);
  }

  @Test
  void aProcessThatHangsIsKilledAndItsStacksAreShown() {
    Process hanging =
        CommandLine.start(
            List.of(
                CommandLine.java().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Hanging.class.getName()),
            HERE,
            Map.of());

    assertThatThrownBy(() -> CommandLine.await(hanging, "", Duration.ofSeconds(3)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("did not end within 3 s")
        .hasMessageContaining("about to hang")
        .hasMessageContaining("CommandLineIT$Hanging.main");
  }

  /** The main class of a process of the test above. */
  static final class Hanging {

    private Hanging() {}

    public static void main(String[] args) throws InterruptedException {
      System.out.println("about to hang");
      new CountDownLatch(1).await();
    }
  }

  private static List<String> shell(String script) {
    return List.of("sh", "-c", script);
  }
}
