package io.procpool.it.sizes;

import static io.procpool.it.Eventually.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files by which a JVM and its workers hand large arrays to each other. */
final class AnnexFiles {

  /** Where they are on a system that has it. */
  static final Path MEMORY = Path.of("/dev/shm");

  private AnnexFiles() {}

  /** Those of pools of this JVM. */
  static List<Path> ofThisJvm() {
    return of(MEMORY, ProcessHandle.current().pid());
  }

  /** Those of pools of a JVM, in folders that a folder has. */
  static List<Path> of(Path base, long pid) {
    List<Path> files = new ArrayList<>();
    for (Path folder : list(base)) {
      if (folder.getFileName().toString().matches("procpool-\\d+-" + pid + "-\\d+")) {
        list(folder).stream()
            .filter(file -> file.getFileName().toString().matches("(free-)?\\d+"))
            .forEach(files::add);
      }
    }
    return files;
  }

  static void awaitNone(String when) {
    eventually("no annex is left " + when, () -> ofThisJvm().isEmpty());
  }

  /** What comes and goes while this looks need not be seen. */
  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
