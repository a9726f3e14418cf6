package io.procpool.it.faults;

import static io.procpool.it.calls.Probes.meetingOfAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.TaskException;
import io.procpool.it.wire.Sink;
import io.procpool.task.TaskCallable;
import io.procpool.testkit.Probes;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is done to the standard output, it does nothing to the link. */
class OutputIT {

  @TempDir private Path folder;

  enum Doing {
    PRINTING(Probes.printGarbage()),
    PRINTING_TO_THE_DESCRIPTOR(Probes.printGarbageToDescriptor()),
    PRINTING_FROM_A_CHILD(Probes.printGarbageFromChild()),
    CLOSING(Probes.closeOutput());

    final TaskCallable<?> action;

    Doing(TaskCallable<?> action) {
      this.action = action;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileDecoding(Doing doing) {
    assertNothingHappens(folder, Moment.DECODING, doing);
  }

  @ParameterizedTest
  @EnumSource
  void whileRunning(Doing doing) {
    assertNothingHappens(folder, Moment.RUNNING, doing);
  }

  @ParameterizedTest
  @EnumSource
  void whileEncoding(Doing doing) {
    assertNothingHappens(folder, Moment.ENCODING, doing);
  }

  static void assertNothingHappens(Path folder, Moment moment, Doing doing) {
    Sink sink = new Sink();
    try (ProcessPool pool =
        ProcessPool.builder().processes(2).output(sink.stream(), sink.stream()).build()) {
      Set<Long> before = meetingOfAll(pool, folder, "before");

      Object outcome = moment.outcome(pool, doing.action);

      assertThat(outcome).isNotInstanceOf(TaskException.class);
      assertThat(Life.assertGoesOn(pool, folder)).isEqualTo(before);
    }
    assertThat(sink.text().contains("garbage")).isEqualTo(doing != Doing.CLOSING);
  }
}
