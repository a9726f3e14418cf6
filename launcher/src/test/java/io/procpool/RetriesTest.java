package io.procpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.procpool.Retries.Failure;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetriesTest {

  @Test
  void thePauseDoublesUpToItsMaximum() {
    Retries retries = Retries.of(9).withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

    assertThat(retries.backoffBefore(1)).hasSeconds(1);
    assertThat(retries.backoffBefore(2)).hasSeconds(2);
    assertThat(retries.backoffBefore(3)).hasSeconds(4);
    assertThat(retries.backoffBefore(4)).hasSeconds(5);
    assertThat(retries.backoffBefore(1_000_000)).hasSeconds(5);
  }

  @Test
  void withoutAMaximumItStillDoesNotOverflow() {
    Retries retries = Retries.of(9).withBackoff(Duration.ofSeconds(1), TaskOptions.NO_LIMIT);

    assertThat(retries.backoffBefore(1_000_000)).isEqualTo(TaskOptions.NO_LIMIT);
  }

  @Test
  void withoutABackoffThereIsNoPause() {
    assertThat(Retries.of(3).backoffBefore(2)).isZero();
  }

  @Test
  void whatIsRetriedCanBeChosen() {
    Retries retries = Retries.of(1).on(Failure.TIMED_OUT).onExceptions(IOException.class);

    assertThat(retries.failures()).containsExactly(Failure.TIMED_OUT);
    assertThat(retries.exceptions()).containsExactly("java.io.IOException");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Retries.of(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retries.of(1).withBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskOptions.DEFAULT.withTaskTimeout(Duration.ZERO))
        .withMessageContaining("taskTimeout");
  }
}
