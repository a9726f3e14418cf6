package io.procpool.it.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.Artifacts;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrimesJobIT {

  private static final String JOB_JAR = Artifacts.exampleJar("primes").toString();

  /** The powers of ten are the On-Line Encyclopedia of Integer Sequences', A006880. */
  @ParameterizedTest
  @CsvSource({"0, 0", "2, 0", "3, 1", "1000000, 78498", "10000000, 664579"})
  void thePrimesBelowANumberAreCounted(String number, String primes) {
    Run run = CommandLine.procpool("--procs", "4", JOB_JAR, number);

    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout()).isEqualTo(primes + System.lineSeparator());
  }

  @Test
  void theOrderOfTheRangesDoesNotMatter() {
    Run run = CommandLine.procpool("--procs", "4", "--unordered", JOB_JAR, "10000000");

    assertThat(run.stdout().strip()).isEqualTo("664579");
  }

  @Test
  void aBadArgumentIsAnsweredWithAGoodOne() {
    Run run = CommandLine.procpool(List.of(JOB_JAR, "-7"), "");

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.stderr()).contains("[-7]", "one whole number from 0");
    assertThat(run.stdout()).isEmpty();
  }
}
