package io.procpool.it.containers;

import static io.procpool.it.containers.JreImage.CHORES;
import static io.procpool.it.containers.ProcpoolContainer.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine.Run;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A limit to what {@code --pids-limit} counts: threads, of all processes of the container. */
@ExtendWith(Docker.class)
class PidsLimitIT {

  /** Two JVMs are not made with these. */
  private static final int TOO_FEW_FOR_WORKERS = 36;

  private static final int ENOUGH = 200;

  /**
   * A JVM makes threads by the number of processors, and this test is about the same everywhere.
   */
  private static final long NANOS_OF_TWO_CPUS = 2_000_000_000;

  /** What a JVM says of a thread, and the system of a process, that cannot be made. */
  private static final Pattern REASON =
      Pattern.compile("(?i)thread|Resource temporarily unavailable");

  /** The JVM itself logs, to standard output, which thread it could not start: of its own, too. */
  private static final Pattern JVM_LOG = Pattern.compile("\\[\\d+\\.\\d+s]\\[.*(?i)thread.*");

  /** That of a JVM that does not start and of tasks that fail, of workers that do not, of abort. */
  private static final List<Integer> EXIT_CODES = List.of(1, 4, 128 + 6);

  @Test
  void withEnoughOfThemARunSucceeds() {
    assertThat(run(ENOUGH)).isEqualTo(success("a", "b", "c", "d"));
  }

  @Test
  void withTooFewForWorkersThatIsWhatItSays() {
    Run run = run(TOO_FEW_FOR_WORKERS);

    assertThat(run.exitCode()).as("%s", run).isEqualTo(4);
    assertThat(run.stderr()).contains("procpool: ", "could not be started");
  }

  /** From where the first JVM hardly starts to where all is well, and what lies between. */
  @ParameterizedTest(name = "{0} threads")
  @MethodSource("from12To100")
  void withAnyNumberOfThemARunEndsAndSaysWhy(int threads) {
    Run run = run(threads);

    if (run.exitCode() == 0) {
      assertThat(run.stdout().lines().filter(JVM_LOG.asMatchPredicate().negate()))
          .containsExactly("a", "b", "c", "d");
      return;
    }
    String said = run.stdout() + run.stderr();
    assertThat(said).as("exit code %d", run.exitCode()).containsPattern(REASON);
    assertThat(said).doesNotContain("bug");
    assertThat(run.exitCode()).as("%s", said).isIn(EXIT_CODES);
  }

  static IntStream from12To100() {
    return IntStream.rangeClosed(3, 25).map(quarter -> 4 * quarter);
  }

  private static Run run(long threads) {
    return new ProcpoolContainer("--procs", "2", CHORES, "a", "b", "c", "d")
        .under(host -> host.withPidsLimit(threads).withNanoCPUs(NANOS_OF_TWO_CPUS))
        .run();
  }
}
