package io.procpool.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the build put what is tested here. The system properties are set in this module's pom. */
public final class Artifacts {

  private Artifacts() {}

  /** The jar that users get. */
  public static Path procpoolJar() {
    return existing("procpool.jar");
  }

  /**
   * A job jar of the examples.
   *
   * @param nameStart what its file name begins with
   */
  public static Path exampleJar(String nameStart) {
    List<Path> found = filesIn(existing("examples.dir"), nameStart, ".jar");
    assertThat(found).as("the jar of examples whose name begins with %s", nameStart).hasSize(1);
    return found.get(0);
  }

  /** SLF4J, and what binds it to the JDK's logging. */
  public static List<Path> slf4j() {
    return filesIn(existing("slf4j.dir"), "slf4j-", ".jar");
  }

  /** The modules' folders: all that hold production code. */
  public static List<Path> modules() {
    try (Stream<Path> folders = Files.list(existing("procpool.root"))) {
      return folders.filter(folder -> Files.isDirectory(sources(folder))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The production code of a module. */
  public static Path sources(Path module) {
    return module.resolve("src/main/java");
  }

  private static List<Path> filesIn(Path folder, String nameStart, String nameEnd) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(nameStart))
          .filter(file -> file.getFileName().toString().endsWith(nameEnd))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path existing(String property) {
    String value = System.getProperty(property);
    assertThat(value)
        .as("system property %s: `mvn verify` sets it, an IDE has to be told", property)
        .isNotNull();
    Path path = Path.of(value).toAbsolutePath().normalize();
    assertThat(path).as("made by `mvn package`").exists();
    return path;
  }
}
