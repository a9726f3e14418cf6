package io.procpool.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a task of the mixture does in its worker. */
enum Deed {
  WORK(82),
  THROW(8),
  EXIT(3),
  HALT(2),
  FILL_HEAP(2),
  /** Until it is interrupted, which it is when it is over its limit. */
  OVERSLEEP(2),
  /** Whatever interrupts it. */
  IGNORE(1),
  /** Fails as often as its number says, each time in another way, and then works. */
  FLAKY(0);

  static final int EXIT_CODE = 40;
  static final int HALT_CODE = 41;
  static final long FLAKY_KINDS = 4;

  private static final int MEGABYTE = 1 << 20;
  private static final long LONG_MILLIS = 5_000;

  /** Out of a hundred. */
  private final int share;

  Deed(int share) {
    this.share = share;
  }

  static Deed any(Random random) {
    int left = random.nextInt(100);
    for (Deed deed : values()) {
      left -= deed.share;
      if (left < 0) {
        return deed;
      }
    }
    throw new IllegalStateException("the shares are not a hundred");
  }

  /** Work, or once in a while an exception: what leaves its worker as it was. */
  static Deed harmless(Random random) {
    return random.nextInt(100) < 90 ? WORK : THROW;
  }

  /**
   * Does it.
   *
   * @param folder where a flaky task counts its attempts
   */
  void perform(long number, String folder) throws IOException, InterruptedException {
    switch (this) {
      case WORK -> Thread.sleep(1 + number % 10);
      case THROW -> throw new IllegalStateException(thrownBy(number));
      case EXIT -> System.exit(EXIT_CODE);
      case HALT -> Runtime.getRuntime().halt(HALT_CODE);
      case FILL_HEAP -> fillHeap();
      case OVERSLEEP -> Thread.sleep(LONG_MILLIS);
      case IGNORE -> ignore(number % 2 == 0);
      case FLAKY -> failAtFirst(number, Path.of(folder, Long.toString(number)));
    }
  }

  /** What the exception of a task says. */
  static String thrownBy(long number) {
    return "thrown by " + number;
  }

  /** How often a flaky task fails by itself. */
  static long failuresOf(long number) {
    return number % FLAKY_KINDS;
  }

  private static void fillHeap() {
    List<byte[]> filled = new ArrayList<>();
    while (!filled.contains(null)) {
      filled.add(new byte[MEGABYTE]);
    }
  }

  private static void ignore(boolean isBusy) {
    long end = System.nanoTime() + LONG_MILLIS * 1_000_000;
    while (System.nanoTime() - end < 0) {
      try {
        Thread.sleep(isBusy ? 0 : 1);
      } catch (InterruptedException e) {
        continue; // that is what it is here for
      }
    }
  }

  private static void failAtFirst(long number, Path attempts) throws IOException {
    Files.write(attempts, new byte[] {1}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    long attempt = Files.size(attempts);
    if (attempt > failuresOf(number)) {
      return;
    }
    switch ((int) ((number / FLAKY_KINDS + attempt) % 3)) {
      case 0 -> throw new IllegalStateException(thrownBy(number));
      case 1 -> System.exit(EXIT_CODE);
      default -> Runtime.getRuntime().halt(HALT_CODE);
    }
  }
}
