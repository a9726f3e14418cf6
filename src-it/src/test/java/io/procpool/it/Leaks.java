package io.procpool.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Tests that leak, for {@link LeakCheckIT} to run and to see them fail. By their names the build
 * does not run them itself.
 */
final class Leaks {

  private Leaks() {}

  static class OfATest {

    static final Path FILE = temporaryFile("of-a-test");

    @Test
    void leaks() throws IOException {
      Files.createFile(FILE);
    }
  }

  @SharedPool
  static class OfAClass {

    static final Path FILE = temporaryFile("of-a-class");

    @Test
    void leaks() throws IOException {
      Files.createFile(FILE);
    }
  }

  /** Leaves after its test what its class then clears away. */
  static class OfNobody extends OfAClass {

    @AfterAll
    static void clearAway() throws IOException {
      Files.delete(FILE);
    }
  }

  private static Path temporaryFile(String name) {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "procpool-leak-" + name + "-" + ProcessHandle.current().pid());
  }
}
