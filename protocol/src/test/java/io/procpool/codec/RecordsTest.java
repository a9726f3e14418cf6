package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a record is made and read by reflection, or by a class of ours, is all the same. */
class RecordsTest {

  private final ValueCodec codec = new ValueCodec(getClass().getClassLoader());

  @Test
  void aPrivateRecordOfEveryTypeArrives() throws Exception {
    Every every = new Every(true, (byte) 1, (short) 2, 'c', 3, 4, 5, 6, "text", List.of(1), null);

    assertThat(crossed(every)).isEqualTo(every);
  }

  @Test
  void oneWithoutComponentsOrWithTypeParametersArrives() throws Exception {
    assertThat(crossed(new Nothing())).isEqualTo(new Nothing());
    assertThat(crossed(new Pair<>("a", new Pair<>(1, 2L))))
        .isEqualTo(new Pair<>("a", new Pair<>(1, 2L)));
  }

  @Test
  void itsConstructorHasItsSay() throws Exception {
    Refusing allowed = new Refusing(1);
    PayloadWriter bytes = encoded(allowed);
    Refusing.isRefusing = true;
    try {
      assertThatThrownBy(() -> codec.decode(new PayloadReader(bytes.toByteArray())))
          .isInstanceOf(CodecException.class)
          .hasRootCauseInstanceOf(IllegalArgumentException.class)
          .hasRootCauseMessage("refused");
    } finally {
      Refusing.isRefusing = false;
    }
  }

  @Test
  void itReplacesItselfWhenItWasRead() throws Exception {
    assertThat(crossed(new Resolved("before"))).isEqualTo(new Resolved("before, read"));
  }

  @SuppressWarnings("unchecked")
  private <T> T crossed(T value) throws CodecException {
    return (T) codec.decode(new PayloadReader(encoded(value).toByteArray()));
  }

  private PayloadWriter encoded(Object value) throws CodecException {
    PayloadWriter bytes = new PayloadWriter(64);
    codec.encode(value, bytes);
    return bytes;
  }

  private record Every(
      boolean truth,
      byte small,
      short larger,
      char letter,
      int number,
      long large,
      float real,
      double exact,
      String text,
      List<Integer> list,
      Object nothing) {}

  private record Nothing() {}

  private record Pair<A, B>(A one, B other) {}

  private record Refusing(int value) {

    static boolean isRefusing;

    Refusing {
      if (isRefusing) {
        throw new IllegalArgumentException("refused");
      }
    }
  }

  private record Resolved(String text) implements Serializable {

    private Object readResolve() {
      return new Resolved(text + ", read");
    }
  }
}
