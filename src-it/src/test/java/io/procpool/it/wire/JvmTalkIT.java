package io.procpool.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.Results;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import io.procpool.it.Eventually;
import io.procpool.task.TaskContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the JVM itself and native code print, below {@code System.out}, harms no result. */
class JvmTalkIT {

  private static final List<Integer> ITEMS = IntStream.range(0, 1000).boxed().toList();

  private final Sink out = new Sink();
  private final Sink err = new Sink();

  @ParameterizedTest
  @CsvSource({
    "THROUGH_SHELL, -Xlog:gc", "DIRECT, -Xlog:gc",
    "THROUGH_SHELL, -Xlog:gc*=debug", "DIRECT, -Xlog:gc*=debug",
    "THROUGH_SHELL, -Xlog:all=info", "DIRECT, -Xlog:all=info",
    "THROUGH_SHELL, -verbose:class", "DIRECT, -verbose:class",
    "THROUGH_SHELL, -XX:+PrintFlagsFinal", "DIRECT, -XX:+PrintFlagsFinal"
  })
  void flagsThatMakeTheJvmTalk(Link link, String flag) {
    try (ProcessPool pool = link.build(builder().jvmArgs(flag))) {
      assertThat(pool.map(JvmTalkIT::garbage, ITEMS)).isEqualTo(ITEMS);
    }

    assertThat(out.text()).as("what tasks print").isEmpty();
    assertThat(err.text()).as("what the JVM prints").isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "THROUGH_SHELL, JAVA_TOOL_OPTIONS", "DIRECT, JAVA_TOOL_OPTIONS",
    "THROUGH_SHELL, JDK_JAVA_OPTIONS", "DIRECT, JDK_JAVA_OPTIONS"
  })
  void variablesThatMakeTheJvmTalk(Link link, String variable) {
    List<String> command = Program.command(Squares.class, List.of(link.asFlag()));

    Run run =
        CommandLine.await(
            CommandLine.start(
                command, Path.of("."), Map.of(variable, "-Xlog:gc:stdout -Dtalks=yes")));

    assertThat(run.stdout()).contains("sum 332833500, talks: yes");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
  }

  /** The main class of a process whose environment is set. */
  static final class Squares {

    private Squares() {}

    public static void main(String[] args) {
      try (ProcessPool pool = ProcessPool.create(2)) {
        List<Integer> squares = pool.map(x -> x * x, ITEMS);
        int sum = squares.stream().mapToInt(Integer::intValue).sum();
        String talks = pool.apply(() -> System.getProperty("talks"));
        System.out.println("sum " + sum + ", talks: " + talks);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aThreadDumpOfEachWorkerInTheMiddle(Link link) throws Exception {
    List<Integer> results = new ArrayList<>();
    try (ProcessPool pool = link.build(builder());
        Results<Integer> squares =
            pool.imap(x -> x * x, ITEMS, MapOptions.DEFAULT.withChunkSize(5).withWindow(50))) {
      List<Long> pids = pids(pool);
      for (int item : squares) {
        results.add(item);
        if (results.size() % 100 == 0) {
          quit(pids);
        }
      }
      assertThat(pids(pool)).as("the workers").containsExactlyInAnyOrderElementsOf(pids);
    }

    assertThat(results).isEqualTo(ITEMS.stream().map(x -> x * x).toList());
    assertThat(out.text()).isEmpty();
    assertThat(err.text()).contains("Full thread dump");
  }

  @ParameterizedTest
  @EnumSource
  void aGrandchildThatWritesToTheOutputThatItInherits(Link link) {
    List<Integer> items = ITEMS.subList(0, 40);
    try (ProcessPool pool = link.build(builder())) {
      assertThat(pool.map(Printing::throughGrandchild, items))
          .isEqualTo(items.stream().map(x -> x + 1).toList());
    }

    assertThat(out.text()).isEmpty();
    assertThat(err.lines())
        .containsExactlyInAnyOrderElementsOf(items.stream().map(i -> "native " + i).toList());
  }

  private ProcessPoolBuilder builder() {
    return ProcessPool.builder().processes(2).output(out.stream(), err.stream());
  }

  /** Makes work for the collector. */
  private static int garbage(int item) {
    byte[][] much = new byte[64][];
    for (int i = 0; i < much.length; i++) {
      much[i] = new byte[16 * 1024];
    }
    return much[item % much.length].length > 0 ? item : -1;
  }

  /** Of both workers: each is held until the other has its task too. */
  private static List<Long> pids(ProcessPool pool) {
    Set<Long> pids = new TreeSet<>();
    Eventually.eventually(
        "both workers have run a task",
        () -> {
          pids.addAll(
              pool.map(
                  item -> TaskContext.current().pid(),
                  ITEMS.subList(0, 8),
                  MapOptions.DEFAULT.withChunkSize(1)));
          return pids.size() == 2;
        });
    return List.copyOf(pids);
  }

  private static void quit(List<Long> pids) throws Exception {
    for (long pid : pids) {
      Run run = CommandLine.run(List.of("kill", "-QUIT", Long.toString(pid)), "", Path.of("."));
      assertThat(run.exitCode()).as(run.stderr()).isZero();
    }
  }
}
