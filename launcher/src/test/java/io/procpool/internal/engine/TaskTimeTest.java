package io.procpool.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskTimeTest {

  private static final long MILLI = 1_000_000;

  private final TaskTime time = new TaskTime();

  @Test
  void nothingIsKnownBeforeATaskHasEnded() {
    time.add(0, 3);

    assertThat(time.nanosPerTask()).isZero();
  }

  @Test
  void itIsTheMean() {
    time.add(6 * MILLI, 3);

    assertThat(time.nanosPerTask()).isEqualTo(2 * MILLI);
  }

  @Test
  void aSlowTaskAmongManyFastOnesCountsAsOneOfThem() {
    for (int i = 0; i < 10; i++) {
      time.add(MILLI, 100);
    }

    time.add(10 * MILLI, 1);

    assertThat(time.nanosPerTask()).isBetween(100_000L, 120_000L);
  }

  @Test
  void alternatingCostsGiveTheirMean() {
    for (int i = 0; i < 20; i++) {
      time.add(MILLI, 1);
      time.add(1_000, 1);
    }

    assertThat(time.nanosPerTask()).isBetween(MILLI / 4, MILLI);
  }

  @Test
  void slowFirstTasksAreSoonForgotten() {
    for (int i = 0; i < 4; i++) {
      time.add(20 * MILLI, 1);
    }

    for (int i = 0; i < 12; i++) {
      time.add(1_000, 1);
    }

    assertThat(time.nanosPerTask()).isLessThan(10_000);
  }

  @Test
  void tasksThatHaveBecomeSlowAreNoticed() {
    time.add(MILLI, 1_000);

    for (int i = 0; i < 12; i++) {
      time.add(2 * MILLI, 1);
    }

    assertThat(time.nanosPerTask()).isGreaterThan(MILLI);
  }

  @Test
  void aTaskNeverTakesNoTime() {
    time.add(10, 1_000);

    assertThat(time.nanosPerTask()).isEqualTo(1);
  }
}
