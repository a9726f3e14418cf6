package io.procpool.it.classes;

import static io.procpool.it.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.it.Artifacts;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Spring Boot application: procpool itself, and all of the job, lie in jars in a jar. */
class SpringBootIT {

  /** How procpool is among the application's libraries. */
  enum Libraries {
    ONE_JAR {
      @Override
      List<Path> places() {
        return List.of(Artifacts.procpoolJar());
      }
    },
    ONE_JAR_PER_MODULE {
      @Override
      List<Path> places() {
        return Stream.of(
                "io.procpool.ProcessPool",
                "io.procpool.protocol.Frame",
                "io.procpool.worker.WorkerMain",
                "com.esotericsoftware.kryo.kryo5.Kryo",
                "com.esotericsoftware.kryo.kryo5.minlog.Log",
                "com.esotericsoftware.kryo.kryo5.objenesis.ObjenesisStd",
                "org.apache.commons.exec.DefaultExecutor")
            .map(BootJar::placeOf)
            .distinct()
            .toList();
      }
    };

    abstract List<Path> places();
  }

  private static final String TOOL =
      """
      package com.acme.tool;

      public class Tool {
        public static int twice(int number) { return 2 * number; }
      }
      """;

  private static final String MAIN =
      """
      package com.acme;

      import com.acme.tool.Tool;
      import io.procpool.ProcessPool;
      import io.procpool.task.TaskCallable;
      import java.io.InputStream;
      import java.util.List;

      public class Main {
        record Point(int x, int y) {}

        static String words() throws Exception {
          try (InputStream in = Main.class.getResourceAsStream("/words.txt")) {
            return new String(in.readAllBytes());
          }
        }

        public static void main(String[] arguments) throws Exception {
          try (ProcessPool pool = ProcessPool.create(2)) {
            System.out.println(pool.map(p -> new Point(Tool.twice(p.x()), p.y()), List.of(new Point(1, 2))));
            System.out.println(pool.apply(() -> words()));
            System.out.println(pool.apply(() -> Main.class.getClassLoader().getClass().getName()));
            System.out.flush();
            if (arguments.length > 0) {
              Thread.sleep(100_000);
            }
          }
        }
      }
      """;

  @TempDir private Path folder;

  private Path classes;
  private Path tool;

  @BeforeEach
  void compile() throws IOException {
    tool = Application.compiled(folder.resolve("tool"), TOOL);
    classes = Application.compiled(folder.resolve("classes"), TOOL, MAIN);
    Files.delete(classes.resolve("com/acme/tool/Tool.class"));
    Files.writeString(classes.resolve("words.txt"), "some words");
  }

  @ParameterizedTest
  @EnumSource
  void aRecordALibraryAndAResourceFromJarsInAJar(Libraries libraries) {
    Path jar = bootJar(libraries);

    Run run = CommandLine.run(java(jar), "", folder);

    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout())
        .contains("[Point[x=2, y=2]]", "some words", "io.procpool.worker.PoolClassLoader");
  }

  /** The jars that were copied out for the workers are removed by whoever comes next. */
  @Test
  void nothingIsLeftOfOneThatWasKilled() throws Exception {
    Process process = CommandLine.start(java(bootJar(Libraries.ONE_JAR), "wait"), folder, Map.of());
    try {
      process.inputReader().readLine();
      assertThat(filesOf(process.pid())).as("copies").isNotEmpty();
    } finally {
      CommandLine.kill(process);
    }

    ProcessPool.create(1).close();

    eventually("its copies are swept", () -> filesOf(process.pid()).isEmpty());
  }

  private Path bootJar(Libraries libraries) {
    List<Path> all = new ArrayList<>(libraries.places());
    all.add(tool);
    return BootJar.write(folder.resolve("application.jar"), "com.acme.Main", classes, all);
  }

  private static List<String> java(Path jar, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(CommandLine.java().toString());
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<Path> filesOf(long pid) {
    List<Path> found = new ArrayList<>();
    for (Path base : List.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")))) {
      if (Files.isDirectory(base)) {
        try (Stream<Path> files = Files.list(base)) {
          files
              .filter(file -> file.getFileName().toString().matches("procpool-.*-" + pid + "-.*"))
              .forEach(found::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return found;
  }
}
