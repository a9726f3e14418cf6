package io.procpool.it.junit;

import io.procpool.ProcessPool;
import io.procpool.ThreadPool;
import io.procpool.testkit.Probes;
import io.procpool.testkit.junit.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that leak, for {@link LeakCheckIT} to run and to see them fail. By their names the build
 * does not run them itself.
 */
final class Leaks {

  private static final String FILE_NAME = "procpool-test-" + ProcessHandle.current().pid() + "-";

  private Leaks() {}

  /** And, in a second test, nothing. */
  @ExtendWith(LeakCheck.class)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class OfAPool {

    @Test
    @Order(1)
    void leaks() {
      ProcessPool.create(1).apply(Probes.answer());
    }

    @Test
    @Order(2)
    void doesNot() {
      try (ProcessPool pool = ProcessPool.create(1)) {
        pool.apply(Probes.answer());
      }
    }
  }

  @ExtendWith(LeakCheck.class)
  static class OfAThreadPool {

    @Test
    void leaks() {
      ThreadPool.create(1).apply(Probes.answer());
    }
  }

  /** A callback that never returns keeps its thread, and not the pool. */
  @ExtendWith(LeakCheck.class)
  static class OfAThread {

    @Test
    void leaks() throws InterruptedException {
      CountDownLatch isBlocked = new CountDownLatch(1);
      try (ProcessPool pool = ProcessPool.create(1)) {
        pool.applyAsync(Probes.answer()).thenRun(() -> block(isBlocked));
        isBlocked.await();
      }
    }

    private static void block(CountDownLatch isBlocked) {
      isBlocked.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        return; // which is how it is removed
      }
    }
  }

  /** A task's own child is nobody's when its worker has ended. */
  @ExtendWith(LeakCheck.class)
  static class OfAProcess {

    static volatile long pid;

    @Test
    void leaks() {
      try (ProcessPool pool = ProcessPool.create(1)) {
        pid = pool.apply(() -> sleeper().pid());
      }
    }
  }

  @ExtendWith(LeakCheck.class)
  static class OfAFile {

    static final Path FOLDER = temporaryFile("1");

    @Test
    void leaks() throws IOException {
      Files.createFile(Files.createDirectory(FOLDER).resolve("args"));
    }
  }

  /** What is left when all tests are over, and in none of them. */
  @ExtendWith(LeakCheck.class)
  static class OfAClass {

    private static ProcessPool pool;

    @BeforeAll
    static void open() {
      pool = ProcessPool.create(1);
    }

    @Test
    void replacesAWorker() {
      pool.submit(Probes.halt(1)).handle((result, failure) -> null).join();
      pool.apply(Probes.answer());
    }
  }

  /** Ends behind its test what its tests have left. */
  static class OfNobody extends OfAClass {

    @AfterAll
    static void close() {
      OfAClass.pool.close();
    }
  }

  /** A process that procpool has not started is not for it to judge. */
  @ExtendWith(LeakCheck.class)
  static class OfSomethingElse {

    static volatile Process child;

    @Test
    void leaves() throws IOException {
      child = sleeper();
    }
  }

  /** In a module that says so it is: this is checked without asking for it. */
  static class OfAChild {

    static volatile Process child;

    @Test
    void leaks() throws IOException {
      child = sleeper();
    }
  }

  /** The child of one that ends at once, left to whoever takes orphans. */
  static class OfAnOrphan {

    static volatile long pid;

    @Test
    void leaks() throws IOException {
      Process outer = new ProcessBuilder("sh", "-c", "sleep 1000 >&- 2>&- & echo $!").start();
      pid = Long.parseLong(outer.inputReader().readLine());
    }
  }

  static Process sleeper() throws IOException {
    return new ProcessBuilder("sleep", "1000").start();
  }

  private static Path temporaryFile(String number) {
    return Path.of(System.getProperty("java.io.tmpdir"), FILE_NAME + number);
  }
}
