package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.task.RemoteException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ThrowableFormTest {

  @Test
  void aThrowableComesBackAsItself() {
    IllegalStateException thrown = new IllegalStateException("123", new IOException("x"));
    thrown.addSuppressed(new ArithmeticException("y"));

    Throwable back = roundTrip(thrown, getClass().getClassLoader());

    assertThat(back)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("123")
        .hasCauseInstanceOf(IOException.class);
    assertThat(back.getSuppressed()).hasSize(1);
    assertThat(back.getStackTrace()).isEqualTo(thrown.getStackTrace());
  }

  @Test
  void oneWithAPrivateConstructorOfTwoArgumentsComesBackAsItself() {
    assertThat(roundTrip(Awkward.of("a", 1), getClass().getClassLoader()))
        .isInstanceOf(Awkward.class)
        .hasMessage("a1");
  }

  @Test
  void oneWithAnUnserializableFieldIsStoodFor() {
    Throwable back = roundTrip(new Holding(new Object()), getClass().getClassLoader());

    assertThat(back).isInstanceOf(RemoteException.class).hasMessage("holding");
    assertThat(((RemoteException) back).className()).isEqualTo(Holding.class.getName());
    assertThat(back.getStackTrace()[0].getMethodName())
        .isEqualTo("oneWithAnUnserializableFieldIsStoodFor");
    assertThat(back).hasToString(Holding.class.getName() + ": holding");
  }

  @Test
  void oneWhoseClassIsMissingHereIsStoodFor() {
    Throwable back = roundTrip(Awkward.of("a", 1), ClassLoader.getPlatformClassLoader());

    assertThat(back).isInstanceOf(RemoteException.class).hasMessage("a1");
  }

  @Test
  void oneWhoseGetMessageThrowsIsStoodFor() {
    Throwable back = roundTrip(new Hostile(new Object()), getClass().getClassLoader());

    assertThat(back).hasMessageContaining("its getMessage() threw java.lang.IllegalStateException");
  }

  @Test
  void aCycleOfCausesEnds() {
    Holding first = new Holding(new Object());
    first.initCause(new RuntimeException(first));

    assertThat(roundTrip(first, getClass().getClassLoader()))
        .hasCauseInstanceOf(RemoteException.class);
  }

  @Test
  void oneThatThrowsWhateverItIsAskedIsStoodFor() {
    Throwable back = roundTrip(new Malicious(new Object()), getClass().getClassLoader());

    assertThat(back).isInstanceOf(RemoteException.class).hasNoCause();
    assertThat(back.getStackTrace()).isEmpty();
  }

  private static Throwable roundTrip(Throwable thrown, ClassLoader loader) {
    PayloadWriter out = new PayloadWriter(16);
    ThrowableForm.encode(thrown, out);
    return ThrowableForm.decode(new PayloadReader(out.toByteArray()), loader);
  }

  static final class Awkward extends Exception {

    private static final long serialVersionUID = 1L;

    private Awkward(String text, int number) {
      super(text + number);
    }

    static Awkward of(String text, int number) {
      return new Awkward(text, number);
    }
  }

  @SuppressWarnings("serial") // the point of it
  static final class Holding extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Object held;

    Holding(Object held) {
      super("holding");
      this.held = held;
    }

    Object held() {
      return held;
    }
  }

  @SuppressWarnings("serial") // the point of it
  static final class Malicious extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Object held;

    Malicious(Object held) {
      this.held = held;
    }

    @Override
    public synchronized Throwable getCause() {
      throw new AssertionError("no cause for " + held);
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return null;
    }

    @Override
    public String getMessage() {
      throw new AssertionError("no message");
    }
  }

  @SuppressWarnings("serial") // the point of it
  static final class Hostile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Object held;

    Hostile(Object held) {
      this.held = held;
    }

    @Override
    public String getMessage() {
      throw new IllegalStateException("hostile " + held);
    }
  }
}
