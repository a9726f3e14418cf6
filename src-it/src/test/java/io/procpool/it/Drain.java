package io.procpool.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a stream to its end on a thread of its own, so that whoever writes it is never blocked. */
final class Drain {

  /** Safe to read while the thread writes: its methods are synchronized. */
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private final Thread thread;

  private Drain(InputStream stream, String name) {
    thread = new Thread(() -> readAll(stream), "it-drain-" + name);
    thread.setDaemon(true);
  }

  static Drain of(InputStream stream, String name) {
    Drain drain = new Drain(stream, name);
    drain.thread.start();
    return drain;
  }

  private void readAll(InputStream stream) {
    try (stream) {
      stream.transferTo(bytes);
    } catch (IOException e) {
      // The process was killed while we read: what was read before is all there is.
    }
  }

  /**
   * Whether the stream has ended, or does so in time.
   *
   * @param deadline on the clock of {@link System#nanoTime}
   */
  boolean endsBy(long deadline) {
    try {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  /** What has come so far. */
  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
