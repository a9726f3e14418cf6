package io.procpool.it.calls;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A latch between processes: given once, by a test or by a task, and awaited by the other. A test
 * that closes it lets its tasks go, also when it fails.
 *
 * @param file exists when it is given
 */
public record Signal(String file) implements AutoCloseable, Serializable {

  private static final long LIMIT_NANOS = 60_000_000_000L;
  private static final long PAUSE_MILLIS = 2;

  public static Signal in(Path folder, String name) {
    return new Signal(folder.resolve(name + ".signal").toString());
  }

  public void give() {
    try {
      Files.write(Path.of(file), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    give();
  }

  public boolean isGiven() {
    return Files.exists(Path.of(file));
  }

  /**
   * Returns when it is given.
   *
   * @throws IllegalStateException if that takes a minute
   */
  public void await() throws InterruptedException {
    long start = System.nanoTime();
    while (!isGiven()) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        throw new IllegalStateException("never given: " + file);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
