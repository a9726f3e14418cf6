package io.procpool.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShortWaitsTest {

  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void whatIsSoonOverIsAwaitedAwake() {
    new ShortWaits(() -> 2, 2).await(() -> looks.incrementAndGet() == 2);

    assertThat(looks).hasValue(2);
  }

  @Test
  void whatIsNotIsGivenUp() {
    new ShortWaits(() -> 2, 2).await(this::isOver);

    assertThat(looks).hasPositiveValue();
  }

  @Test
  void nobodyIsAwakeWhereWorkersNeedTheProcessors() {
    new ShortWaits(() -> 3, 2).await(this::isOver);

    assertThat(looks).hasValue(0);
  }

  @Test
  void behindALongWaitOneSleepsUntilOneWasShort() {
    ShortWaits waits = new ShortWaits(() -> 2, 2);

    waits.onWaited(3 * ShortWaits.LONGEST_NANOS);
    waits.await(this::isOver);
    assertThat(looks).hasValue(0);

    waits.onWaited(ShortWaits.LONGEST_NANOS);
    waits.await(this::isOver);
    assertThat(looks).hasPositiveValue();
  }

  private boolean isOver() {
    looks.incrementAndGet();
    return false;
  }
}
