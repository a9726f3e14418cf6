package io.procpool.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.WorkerStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A script in the place of {@code java}. */
final class Impostor {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Path script;

  private Impostor(Path script) {
    this.script = script;
  }

  /**
   * @param folder gets the script
   * @param commands those of {@code /bin/sh}
   */
  static Impostor in(Path folder, String commands) {
    Path script = folder.resolve("java");
    try {
      Files.writeString(script, "#!/bin/sh\n" + commands + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return new Impostor(script);
  }

  /** For {@link ProcessPoolBuilder#java}. */
  Path path() {
    return script;
  }

  /** Asks for a pool of it, which fails, and soon. */
  WorkerStartException startFailure(Link link) {
    return startFailure(link, ProcessPool.builder());
  }

  /** Asks for a pool of it with settings of one's own. */
  WorkerStartException startFailure(Link link, ProcessPoolBuilder settings) {
    Sink sink = new Sink();
    settings.processes(2).java(script).output(sink.stream(), sink.stream());
    return startFailure(() -> link.build(settings).close());
  }

  /** What building a pool fails with; soon, or the test fails. */
  static WorkerStartException startFailure(Runnable building) {
    long start = System.nanoTime();
    WorkerStartException failure = catchThrowableOfType(WorkerStartException.class, building::run);
    assertThat(failure).as("the pool cannot be built").isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    return failure;
  }
}
