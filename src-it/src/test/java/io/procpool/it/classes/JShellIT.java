package io.procpool.it.classes;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.Artifacts;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is typed into the JDK's own {@code jshell} runs in worker JVMs. */
class JShellIT {

  private static final String OPEN =
      """
      import io.procpool.*;
      import io.procpool.task.*;
      ProcessPool pool = ProcessPool.create(2);
      """;

  private static final String CLOSE = "pool.close();\n/exit\n";

  @TempDir private Path folder;

  @Test
  void aRecordAndALambda() {
    String said =
        typed(
            "record Point(int x, int y) { Point mirrored() { return new Point(y, x); } }",
            "System.out.println(pool.map(p -> p.mirrored(), List.of(new Point(1, 2), new Point(3, 4))))",
            "int factor() { return 10; }",
            "System.out.println(pool.map(p -> p.x() * factor(), List.of(new Point(5, 6))))",
            "long here = ProcessHandle.current().pid()",
            "System.out.println(pool.apply(() -> ProcessHandle.current().pid()) == here)");

    assertThat(said).contains("[Point[x=2, y=1], Point[x=4, y=3]]", "[50]", "false");
  }

  /** JShell changes the classes of snippets that depend on it, where they are. */
  @Test
  void whatIsTypedAnewIsNewInTheWorkersToo() {
    String said =
        typed(
            "record Point(int x, int y) { int size() { return x + y; } }",
            "int unit(int n) { return n; }",
            "Point make(int n) { return new Point(n, unit(n)); }",
            "System.out.println(\"first \" + pool.map(n -> make(n).size(), List.of(3, 4)))",
            "int unit(int n) { return 100 * n; }",
            "System.out.println(\"second \" + pool.map(n -> make(n).size(), List.of(3, 4)))",
            "record Point(int x, int y) { int size() { return x * y; } }",
            "System.out.println(\"third \" + pool.map(n -> make(n).size(), List.of(3, 4)))");

    assertThat(said).contains("first [6, 8]", "second [303, 404]", "third [900, 1600]");
  }

  @Test
  void anExceptionThatWasDefinedThere() {
    String said =
        typed(
            "class Odd extends Exception { Odd(int n) { super(\"odd: \" + n); } }",
            "int half(int n) throws Odd { if (n % 2 > 0) throw new Odd(n); return n / 2; }",
            "try { pool.map(n -> half(n), List.of(4, 5)); } catch (TaskException e) {"
                + " System.out.println(\"failed: \" + (e.getCause() instanceof Odd) + e.getCause()); }");

    assertThat(said).contains("failed: true").contains("odd: 5");
  }

  private String typed(String... lines) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jshell").toString());
    command.add("-J-Djava.util.prefs.userRoot=" + folder);
    command.add("--class-path");
    command.add(Artifacts.procpoolJar().toString());
    command.add("-s");
    command.add("-");
    Run run = CommandLine.run(command, OPEN + String.join("\n", lines) + "\n" + CLOSE, folder);
    assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isZero();
    return run.stdout();
  }
}
