package io.procpool.sharing.internal.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FutexTest {

  /**
   * The build enables native access where Java has it: so that these tests are about futexes there.
   */
  @Test
  void isThereFromJava22On() {
    boolean isKnown =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").matches("amd64|aarch64");
    assertThat(Futex.isAvailable()).isEqualTo(isKnown && Runtime.version().feature() >= 22);
  }
}
