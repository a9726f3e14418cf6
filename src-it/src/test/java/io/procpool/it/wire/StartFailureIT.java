package io.procpool.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.SerializationException;
import io.procpool.WorkerDiedException;
import io.procpool.WorkerStartException;
import io.procpool.it.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers that cannot start: the pool says why, and does not try for ever. */
class StartFailureIT {

  private final Sink sink = new Sink();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void anExecutableThatDoesNotExistIsNamed(Link link) {
    String missing = folder.resolve("no java here").toString();

    WorkerStartException failure = startFailure(link, builder().java(Path.of(missing)));

    assertThat(failure).hasMessageContaining(missing);
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatCannotBeExecutedIsNamed(Link link) throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "text");

    assertThat(startFailure(link, builder().java(text))).hasMessageContaining(text.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "THROUGH_SHELL, -XX:+NoSuchFlag, NoSuchFlag",
    "DIRECT, -XX:+NoSuchFlag, exit code 1",
    "THROUGH_SHELL, -Xmx-3, -Xmx-3",
    "DIRECT, -Xmx-3, exit code 1",
    "THROUGH_SHELL, --no-such-option, --no-such-option",
    "DIRECT, --no-such-option, --no-such-option"
  })
  void anInvalidFlagIsInTheMessage(Link link, String flag, String said) {
    WorkerStartException failure = startFailure(link, builder().jvmArgs(flag));

    assertThat(failure).hasMessageContainingAll("exit code 1", said);
  }

  /** Its workers were started before that was known. */
  @Test
  void aPoolWithAnInitializerThatCannotBeSentLeavesNoWorker() {
    Thread cannotBeSent = Thread.currentThread();

    assertThatThrownBy(() -> builder().initializer(cannotBeSent::interrupt).build())
        .isInstanceOf(SerializationException.class);

    Eventually.eventually(
        "no worker", Duration.ofSeconds(20), () -> ProcessHandle.current().children().count() == 0);
  }

  /** A java that works once only. The second task waits until the first has cost its worker. */
  @Test
  void workersThatDoNotComeBackEndThePoolInsteadOfBeingStartedForEver() throws IOException {
    Path starts = folder.resolve("starts");
    Impostor once =
        Impostor.in(
            folder,
            "echo started >> '"
                + starts
                + "'\n[ $(wc -l < '"
                + starts
                + "') -gt 1 ] && { echo no more >&2; exit 7; }\nexec '"
                + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' \"$@\"");
    try (ProcessPool pool = builder().processes(1).java(once.path()).build()) {
      assertThatThrownBy(() -> pool.<Integer>apply(StartFailureIT::exit))
          .isInstanceOf(WorkerDiedException.class);

      assertThatThrownBy(() -> pool.<Integer>apply(() -> 1))
          .isInstanceOf(WorkerStartException.class)
          .hasMessageContaining("no more");
    }

    assertThat(Files.readAllLines(starts).size()).isBetween(2, 1 + 3);
  }

  private static int exit() {
    System.exit(5);
    return 0;
  }

  private WorkerStartException startFailure(Link link, ProcessPoolBuilder settings) {
    return Impostor.startFailure(() -> link.build(settings).close());
  }

  private ProcessPoolBuilder builder() {
    return ProcessPool.builder().processes(2).output(sink.stream(), sink.stream());
  }
}
