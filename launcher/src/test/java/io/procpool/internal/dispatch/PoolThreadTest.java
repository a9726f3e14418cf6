package io.procpool.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoolThreadTest {

  private final CompletableFuture<Throwable> bug = new CompletableFuture<>();
  private final AtomicInteger passedOn = new AtomicInteger();
  private final PoolThread thread =
      new PoolThread("test-dispatcher", passedOn::incrementAndGet, bug::complete);
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

  @Test
  void eventsRunInTheirOrderOnOneThread() throws Exception {
    CompletableFuture<String> last = new CompletableFuture<>();
    for (int i = 0; i < 100; i++) {
      String name = "e" + i;
      thread.post(() -> ran.add(name));
    }
    thread.post(() -> last.complete(Thread.currentThread().getName()));

    thread.start();

    assertThat(last.get(30, TimeUnit.SECONDS)).isEqualTo("test-dispatcher");
    assertThat(ran).hasSize(100).startsWith("e0", "e1").endsWith("e99");
    thread.post(thread::end);
  }

  @Test
  void whatEventsHaveInCommonIsDoneOnceBehindThem() throws Exception {
    CompletableFuture<Integer> after = new CompletableFuture<>();
    for (int i = 0; i < 100; i++) {
      thread.post(() -> ran.add("together"));
    }
    thread.post(() -> thread.after(Duration.ZERO, () -> after.complete(passedOn.get())));

    thread.start();

    assertThat(after.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    thread.post(thread::end);
  }

  @Test
  void timersRunInTheOrderOfTheirTimes() throws Exception {
    CompletableFuture<Void> last = new CompletableFuture<>();
    thread.post(
        () -> {
          thread.after(Duration.ofMillis(30), () -> last.complete(null));
          thread.after(Duration.ofMillis(20), () -> ran.add("second"));
          thread.after(Duration.ofMillis(10), () -> ran.add("first"));
        });

    thread.start();

    last.get(30, TimeUnit.SECONDS);
    assertThat(ran).containsExactly("first", "second");
    thread.post(thread::end);
  }

  @Test
  void whatAnEventThrowsIsToldAndTheThreadGoesOn() throws Exception {
    CompletableFuture<Void> last = new CompletableFuture<>();
    thread.post(
        () -> {
          throw new AssertionError("a bug");
        });
    thread.post(() -> last.complete(null));

    thread.start();

    assertThat(bug.get(30, TimeUnit.SECONDS)).hasMessage("a bug");
    last.get(30, TimeUnit.SECONDS);
    thread.post(thread::end);
  }

  @Test
  void whatIsPostedBehindTheEndStillRuns() throws Exception {
    thread.start();
    thread.post(thread::end);
    CompletableFuture<Void> late = new CompletableFuture<>();

    thread.post(() -> late.complete(null));

    late.get(30, TimeUnit.SECONDS);
  }

  @Test
  void whatIsBroughtRunsOnWhoBringsItIfNobodyRunsAny() throws Exception {
    thread.bring(() -> ran.add(Thread.currentThread().getName()));

    assertThat(ran).containsExactly(Thread.currentThread().getName());
    assertThat(passedOn).hasValue(1);
    thread.start();
    thread.post(thread::end);
  }

  @Test
  void whatIsBroughtWhileAnEventRunsComesBehindThat() throws Exception {
    CompletableFuture<Void> isRunning = new CompletableFuture<>();
    CompletableFuture<Void> mayEnd = new CompletableFuture<>();
    CompletableFuture<String> brought = new CompletableFuture<>();
    thread.start();
    thread.post(
        () -> {
          isRunning.complete(null);
          mayEnd.join();
        });
    isRunning.get(30, TimeUnit.SECONDS);

    thread.bring(() -> brought.complete(Thread.currentThread().getName()));

    assertThat(brought).isNotDone();
    mayEnd.complete(null);
    assertThat(brought.get(30, TimeUnit.SECONDS)).isEqualTo("test-dispatcher");
    thread.post(thread::end);
  }

  @Test
  void aTimerThatWasSetByWhoBroughtAnEventRunsOnTheThread() throws Exception {
    CompletableFuture<String> rang = new CompletableFuture<>();
    thread.start();

    thread.bring(
        () ->
            thread.after(
                Duration.ofMillis(10), () -> rang.complete(Thread.currentThread().getName())));

    assertThat(rang.get(30, TimeUnit.SECONDS)).isEqualTo("test-dispatcher");
    thread.post(thread::end);
  }

  @Test
  void anEndThatIsPostedEndsTheThread() throws Exception {
    CompletableFuture<Thread> own = new CompletableFuture<>();
    thread.start();
    thread.post(
        () -> {
          own.complete(Thread.currentThread());
          thread.end();
        });

    Thread ended = own.get(30, TimeUnit.SECONDS);

    ended.join(30_000);
    assertThat(ended.isAlive()).isFalse();
  }

  @Test
  void anEndThatIsBroughtEndsTheThread() throws Exception {
    CompletableFuture<Thread> own = new CompletableFuture<>();
    thread.start();
    thread.post(() -> own.complete(Thread.currentThread()));

    Thread ended = own.get(30, TimeUnit.SECONDS);
    thread.bring(thread::end);

    ended.join(30_000);
    assertThat(ended.isAlive()).isFalse();
  }

  @Test
  void eventsOfManyThreadsRunOnceEachAndNeverTwoAtATime() throws Exception {
    int[] running = {0, 0}; // guarded by nothing but what is tested
    CompletableFuture<Void> last = new CompletableFuture<>();
    Runnable event =
        () -> {
          running[0]++;
          if (running[0] != 1) {
            bug.complete(new AssertionError("two at a time"));
          }
          running[1]++;
          running[0]--;
          if (running[1] == 80_000) {
            last.complete(null);
          }
        };
    thread.start();
    for (int number = 0; number < 4; number++) {
      boolean brings = number % 2 == 0;
      new Thread(() -> post(event, brings)).start();
    }

    last.get(30, TimeUnit.SECONDS);
    assertThat(bug).isNotDone();
    thread.post(thread::end);
  }

  private void post(Runnable event, boolean brings) {
    for (int i = 0; i < 20_000; i++) {
      if (brings) {
        thread.bring(event);
      } else {
        thread.post(event);
      }
    }
  }
}
