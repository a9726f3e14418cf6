package io.procpool.examples;

import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.SharedLong;
import java.time.Duration;

/**
 * A process that is paused, resumed and terminated from outside, which no thread can be. Text 003:
 * "Its child processes can be paused and terminated".
 *
 * <p>A signal that ended a child is its exit code, negative: 15 is SIGTERM.
 */
public final class E18PausedAndTerminated {

  private static final Duration A_MOMENT = Duration.ofMillis(100);

  private E18PausedAndTerminated() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (SharedLong ticks = SharedLong.create(0)) {
      ChildProcess child = ChildProcess.of(E18PausedAndTerminated::tick, ticks).start();
      awaitMoreThan(0, ticks, child);

      child.pause();
      child.join(A_MOMENT);
      long stood = ticks.get();
      child.join(A_MOMENT);
      Expect.equal(ticks.get(), stood);
      System.out.println("paused");

      child.resume();
      awaitMoreThan(stood, ticks, child);
      System.out.println("resumed");

      child.terminate();
      child.join();
      System.out.println("terminated: " + child.exitCode().getAsInt());
      Expect.equal(child.exitCode().getAsInt(), -15);
    }
  }

  private static void tick(SharedLong ticks) throws InterruptedException {
    while (true) {
      ticks.incrementAndGet();
      Thread.sleep(1);
    }
  }

  private static void awaitMoreThan(long number, SharedLong ticks, ChildProcess child)
      throws InterruptedException {
    while (ticks.get() <= number) {
      Expect.that(!child.join(A_MOMENT), "the child has ended by itself");
    }
  }
}
