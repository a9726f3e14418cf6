package io.procpool.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "30s, PT30S", "30, PT30S", "1.5m, PT90S", "2h, PT2H", ".5s, PT0.5S"})
  void aTimeHasAUnitOrIsInSeconds(String text, Duration expected) {
    assertThat(Quantity.time(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"100, 100", "2k, 2048", "512M, 536870912", "1.5g, 1610612736"})
  void aSizeHasAUnitOrIsInBytes(String text, long expected) {
    assertThat(Quantity.size(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "0", "0s", "-1s", "1.2.3s", "5 s", "5d", "x"})
  void whatIsNoTimeIsShown(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.time(text))
        .withMessageContaining("a time such as 500ms")
        .withMessageContaining("'" + text + "'");
  }

  @Test
  void whatIsNoSizeIsShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.size("5t"))
        .withMessageContaining("a size such as 512m");
  }
}
