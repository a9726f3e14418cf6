package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that cannot start. Exit code 4. */
class NoWorkersIT {

  @TempDir private static Path folder;
  private static String jar;

  @BeforeAll
  static void writeJar() {
    jar = JobJar.of(Cli.METHODS).writeTo(folder.resolve("job.jar")).toString();
  }

  @Test
  void aFlagThatIsNone() {
    assertFails(upper("-J-XX:NoSuchFlag"), 4, "could not be started", "NoSuchFlag");
  }

  @Test
  void anExecutableThatIsNotThere() {
    assertFails(upper("--java", "/no/such/java"), 4, "could not be started", "/no/such/java");
  }

  @Test
  void anExecutableThatIsNoJava() {
    assertFails(upper("--java", "/bin/false"), 4, "could not be started", "exit code 1");
  }

  private static Run upper(String... options) {
    List<String> args = new ArrayList<>(List.of("-j2"));
    args.addAll(List.of(options));
    args.addAll(List.of("--map", "com.acme.Methods::upper", jar));
    Run run = CommandLine.procpool(args, "line\n");
    assertThat(run.stdout()).isEmpty();
    return new Run(run.exitCode(), run.stdout(), ourMessages(run.stderr()));
  }

  /** Beside what the executable itself writes, which comes out too. */
  private static String ourMessages(String stderr) {
    int start = stderr.indexOf("procpool: ");
    return start < 0 ? stderr : stderr.substring(start);
  }
}
