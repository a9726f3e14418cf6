package io.procpool.it.start;

import io.procpool.ProcessPool;
import io.procpool.it.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A folder for class-data archives of a test's own, and what is in it. */
record Cache(Path folder) {

  private static final String PROPERTY = "procpool.archive";

  /** What a JVM does that gives way to all others takes its time on a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(80);

  static void eventually(String what, BooleanSupplier condition) {
    Eventually.eventually(what, LIMIT, condition);
  }

  String asFlag() {
    return "-D" + PROPERTY + "=" + folder;
  }

  /** Makes a pool whose archives lie here. */
  ProcessPool pool(Supplier<ProcessPool> pool) {
    String before = System.setProperty(PROPERTY, folder.toString());
    try {
      return pool.get();
    } finally {
      if (before == null) {
        System.clearProperty(PROPERTY);
      } else {
        System.setProperty(PROPERTY, before);
      }
    }
  }

  /** The archives that are whole. */
  List<Path> archives() {
    return named("cds-[0-9a-f]{16}");
  }

  /** Those that are being made, or could not be made. */
  List<Path> attempts() {
    return named("cds-[0-9a-f]{16}\\.attempt");
  }

  List<Path> named(String pattern) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().matches(pattern)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until there is one archive and none is being made. */
  Path awaitArchive() {
    eventually("one archive", () -> archives().size() == 1 && attempts().isEmpty());
    return archives().get(0);
  }

  /** Waits until a pool has seen its archive work. */
  void awaitSeal(Path archive) {
    eventually("a seal", () -> Files.exists(archive.resolve("seal")));
  }
}
