package io.procpool.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessCountTest {

  @ParameterizedTest
  @CsvSource({
    "8,8", "1,1", "50%,2", "100%,4", "150%,6", "1%,1", "1.5C,6", "0.5C,2", "1C,4", "+2,6", "-1,3",
    "-4,1", "-9,1"
  })
  void eachFormIsCountedFromFourCores(String text, int expected) {
    assertThat(ProcessCount.parse(text, 4)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1.5", "-", "+", "%", "C", "-50%", "+1C", "1 000", "8x"})
  void anythingElseIsRefusedWithTheForms(String text) {
    assertThatThrownBy(() -> ProcessCount.parse(text, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8, 50%, 1.5C, +2 or -1")
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void zeroIsRefused() {
    assertThatThrownBy(() -> ProcessCount.parse("0", 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be 1 or more, was 0");
  }
}
