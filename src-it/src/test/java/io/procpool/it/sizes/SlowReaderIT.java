package io.procpool.it.sizes;

import static io.procpool.it.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import io.procpool.it.wire.Program;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Large arrays that nobody has taken yet are bounded, in the heap and beside it. */
class SlowReaderIT {

  private static final int LARGE = 4_000_000;

  @Test
  void manyLargeArraysPassThroughASmallHeapBothWays() {
    Run run =
        CommandLine.await(
            CommandLine.start(
                Program.command(Passing.class, List.of("-Xmx64m")), Path.of("."), Map.of()));

    assertThat(run.stdout()).as(run.stderr()).isEqualTo("sum 1200000000, few beside the heap\n");
  }

  /** The main class of that JVM. */
  static final class Passing {

    private Passing() {}

    public static void main(String[] args) {
      Iterable<byte[]> input = () -> Stream.generate(() -> new byte[LARGE]).iterator();
      long sum = 0;
      long most = 0;
      try (ProcessPool pool = ProcessPool.builder().processes(2).heap("64m").build();
          Results<byte[]> results = pool.imap(bytes -> bytes, input)) {
        Iterator<byte[]> iterator = results.iterator();
        for (int i = 0; i < 300; i++) {
          sum += iterator.next().length;
          if (i % 30 == 29) {
            eventually("what can run has run", results::isReady);
            most = Math.max(most, sharedBytes());
          }
        }
      }
      System.out.printf(
          "sum %d, %s beside the heap%n", sum, most < 20L * LARGE ? "few" : most + " bytes");
    }

    private static long sharedBytes() {
      return AnnexFiles.ofThisJvm().stream().mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
