package io.procpool.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightTest {

  @Test
  void whatIsLargeIsWeighed() {
    assertThat(Weight.of(new byte[1000])).isEqualTo(1000);
    assertThat(Weight.of(new double[1000])).isEqualTo(8000);
    assertThat(Weight.of(new char[1000])).isEqualTo(2000);
    assertThat(Weight.of(new int[1000])).isEqualTo(4000);
    assertThat(Weight.of(new Object[1000])).isEqualTo(4000);
    assertThat(Weight.of("x".repeat(1000))).isEqualTo(1000);
    assertThat(Weight.of(ByteBuffer.allocate(1000))).isEqualTo(1000);
  }

  @Test
  void othersWeighNothing() {
    assertThat(Weight.of(null)).isZero();
    assertThat(Weight.of(List.of(1, 2, 3))).isZero();
  }
}
