package io.procpool.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.WorkerStartException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessPrefixTest {

  @Test
  void theListOfAMaskHasNumbersAndRanges() {
    assertThat(Processors.parse("0")).containsExactly(0);
    assertThat(Processors.parse("0-2,5,8-9")).containsExactly(0, 1, 2, 5, 8, 9);
    assertThat(Processors.ofThisJvm()).isNotEmpty();
  }

  @Test
  void whoAsksForNothingHasNone() {
    assertThat(ProcessPrefix.of(0, false).words(0)).isEmpty();
    assertThat(ProcessPrefix.NONE.words(3)).isEmpty();
    assertThat(ProcessPrefix.NONE.pins()).isFalse();
  }

  @Test
  void workersGoAroundTheProcessors() {
    ProcessPrefix both = ProcessPrefix.of(7, true);
    List<Integer> processors = Processors.ofThisJvm();
    int all = processors.size();

    assertThat(both.words(all - 1))
        .hasSize(6)
        .contains("-c", processors.get(all - 1).toString())
        .endsWith("-n", "7");
    assertThat(both.words(all)).isEqualTo(both.words(0));
  }

  @Test
  void programsThatAreMissingAreNamed() {
    assertThatThrownBy(() -> ProcessPrefix.of(0, true, List.of()))
        .isInstanceOf(WorkerStartException.class)
        .hasMessageContaining("taskset");
    assertThatThrownBy(() -> ProcessPrefix.of(1, false, List.of()))
        .isInstanceOf(WorkerStartException.class)
        .hasMessageContaining("nice");
  }

  @ParameterizedTest
  @ValueSource(ints = {-21, 20})
  void aNicenessThatThereIsNotIsRefused(int niceness) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessPrefix.of(niceness, false))
        .withMessageContaining("from -20 to 19, was " + niceness);
  }
}
