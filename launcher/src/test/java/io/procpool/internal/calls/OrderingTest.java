package io.procpool.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.Outcome;
import io.procpool.TaskFailedException;
import org.junit.jupiter.api.Test;

class OrderingTest {

  @Test
  void inOrderHoldsBackWhatCameTooEarly() {
    InOrder<String> results = new InOrder<>();

    results.onValue(1, "b");
    assertThat(results.poll()).isNull();

    results.onValue(0, null);
    assertThat(results.poll().get()).isNull();
    assertThat(results.poll().get()).isEqualTo("b");
    assertThat(results.poll()).isNull();
  }

  @Test
  void aFailureTakesItsPlace() {
    InOrder<String> results = new InOrder<>();
    TaskFailedException failure = new TaskFailedException(0, null, "failed", null);

    results.onFailure(0, failure);
    results.onValue(1, "b");

    Outcome<String> first = results.poll();
    assertThatThrownBy(first::get).isSameAs(failure);
    assertThat(results.poll().get()).isEqualTo("b");
  }

  @Test
  void asTheyComeHoldsNothingBack() {
    AsTheyCome<String> results = new AsTheyCome<>();

    results.onValue(7, "g");
    results.onValue(1, "b");

    assertThat(results.poll().get()).isEqualTo("g");
    assertThat(results.poll().get()).isEqualTo("b");
    assertThat(results.poll()).isNull();
  }

  @Test
  void collectedResultsAreInPlaceHoweverTheyCame() {
    CollectedResults<String> results = new CollectedResults<>();

    results.onValue(2, "c");
    results.onValue(0, "a");
    results.onValue(1, null);
    results.onValue(3, "d");

    assertThat(results.get()).containsExactly("a", null, "c", "d");
  }

  @Test
  void theFailureOfTheSmallestIndexIsThrownWithTheOthersSuppressed() {
    CollectedResults<String> results = new CollectedResults<>();
    TaskFailedException second = new TaskFailedException(2, null, "2", null);
    TaskFailedException sixth = new TaskFailedException(6, null, "6", null);

    results.onFailure(6, sixth);
    results.onFailure(2, second);
    results.onValue(0, "a");

    assertThatThrownBy(results::get).isSameAs(second).hasSuppressedException(sixth);
  }
}
