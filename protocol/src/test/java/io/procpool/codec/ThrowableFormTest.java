package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.task.RemoteException;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
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
  void asTextItIsStoodForAndSoAreItsCauses() {
    PayloadWriter writer = new PayloadWriter(1);
    ThrowableForm.encodeText(new IllegalStateException("123", new IOException("x")), writer);

    Throwable back = ThrowableForm.decodeText(new PayloadReader(writer.toByteArray()));

    assertThat(back)
        .isInstanceOf(RemoteException.class)
        .hasToString("java.lang.IllegalStateException: 123");
    assertThat(back.getCause()).hasToString("java.io.IOException: x");
    assertThat(back.getStackTrace()[0].getClassName()).isEqualTo(getClass().getName());
  }

  @Test
  void oneWithAPrivateConstructorOfTwoArgumentsComesBackAsItself() {
    assertThat(roundTrip(Awkward.of("a", 1), getClass().getClassLoader()))
        .isInstanceOf(Awkward.class)
        .hasMessage("a1");
  }

  @Test
  void oneWithAnUnserializableFieldIsStoodFor() {
    Throwable back = roundTrip(new Holding(Thread.currentThread()), getClass().getClassLoader());

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
    Throwable back = roundTrip(new Hostile("x"), getClass().getClassLoader());

    assertThat(back).hasMessageContaining("its getMessage() threw java.lang.IllegalStateException");
  }

  @Test
  void aCycleOfCausesEnds() {
    Holding first = new Holding(Thread.currentThread());
    first.initCause(new RuntimeException(first));

    Throwable back = roundTrip(first, getClass().getClassLoader());

    assertThat(back).isInstanceOf(RemoteException.class);
    assertThat(back.getCause()).isExactlyInstanceOf(RuntimeException.class);
    assertThat(back.getCause().getCause()).isInstanceOf(RemoteException.class).hasNoCause();
  }

  @Test
  void oneThatThrowsWhateverItIsAskedIsStoodFor() {
    Throwable back = roundTrip(new Malicious("x"), getClass().getClassLoader());

    assertThat(back).isInstanceOf(RemoteException.class).hasNoCause();
    assertThat(back.getStackTrace()).isEmpty();
  }

  @Test
  void oneThatHoldsWhatIsNotSerializableButCanTravelComesBackAsItself() {
    Holding thrown = new Holding(new Point(1, 2));
    thrown.initCause(new IOException("x"));

    Throwable back = roundTrip(thrown, getClass().getClassLoader());

    assertThat(back).isInstanceOf(Holding.class).hasCauseInstanceOf(IOException.class);
    assertThat(((Holding) back).held()).isEqualTo(new Point(1, 2));
    assertThat(back.getStackTrace()).isEqualTo(thrown.getStackTrace());
  }

  interface Greeting {}

  private static final class Greeter implements InvocationHandler, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      return null;
    }
  }

  @Test
  void theProxyThatOneHoldsIsLookedForByTheGivenLoaderAlone() {
    PayloadWriter out = new PayloadWriter(64);
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Greeting.class}, new Greeter());
    ThrowableForm.encode(new WithProxy(proxy), out);
    ClassLoader without =
        new CodecRules(
                null,
                List.of(
                    WithProxy.class.getName(), Greeter.class.getName(), "java.lang.reflect.Proxy"))
            .filter(getClass().getClassLoader());

    assertThat(ThrowableForm.decode(new PayloadReader(out.toByteArray()), without))
        .isInstanceOf(RemoteException.class);
    assertThat(
            ThrowableForm.decode(new PayloadReader(out.toByteArray()), getClass().getClassLoader()))
        .isInstanceOf(WithProxy.class);
  }

  @SuppressWarnings("serial") // the proxy is
  private static final class WithProxy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Object held;

    WithProxy(Object held) {
      super(String.valueOf(held != null));
      this.held = held;
    }
  }

  @Test
  void theCauseAndTheSuppressedOfOneThatIsStoodForAreThemselves() {
    Holding thrown = new Holding(Thread.currentThread());
    thrown.initCause(new IOException("x", new Holding(Thread.currentThread())));
    thrown.addSuppressed(new ArithmeticException("y"));

    Throwable back = roundTrip(thrown, getClass().getClassLoader());

    assertThat(back).isInstanceOf(RemoteException.class).hasCauseInstanceOf(IOException.class);
    assertThat(back.getCause()).hasCauseInstanceOf(RemoteException.class);
    assertThat(back.getSuppressed()).singleElement().isInstanceOf(ArithmeticException.class);
  }

  @Test
  void theCauseOfOneWhoseClassIsMissingHereIsItself() {
    Awkward thrown = Awkward.of("a", 1);
    thrown.initCause(new IOException("x"));

    Throwable back = roundTrip(thrown, ClassLoader.getPlatformClassLoader());

    assertThat(back).isInstanceOf(RemoteException.class).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aCycleOfCausesOfThrowablesThatTravelIsKept() {
    RuntimeException first = new RuntimeException("first");
    RuntimeException second = new RuntimeException("second", first);
    first.initCause(second);

    Throwable back = roundTrip(first, getClass().getClassLoader());

    assertThat(back.getCause().getCause()).isSameAs(back);
  }

  @Test
  void aThrowableThatIsSuppressedTwiceArrivesOnce() {
    Exception shared = new Exception("shared");
    Exception thrown = new Exception("thrown", shared);
    thrown.addSuppressed(shared);

    Throwable back = roundTrip(thrown, getClass().getClassLoader());

    assertThat(back.getSuppressed()[0]).isSameAs(back.getCause());
  }

  @Test
  void whatIsTooLargeIsCutAndEnds() {
    Exception huge = new Exception("m".repeat(50_000_000));
    Exception many = new Exception("many");
    for (int i = 0; i < 5000; i++) {
      many.addSuppressed(new Exception("suppressed " + i));
    }
    Exception deep = new Exception("deep");
    for (int i = 0; i < 5000; i++) {
      deep = new Exception("deeper", deep);
    }

    for (Exception thrown : new Exception[] {huge, many, deep}) {
      PayloadWriter out = new PayloadWriter(16);
      ThrowableForm.encode(thrown, out);
      Throwable back =
          ThrowableForm.decode(new PayloadReader(out.toByteArray()), getClass().getClassLoader());

      assertThat(out.size()).isLessThan(2 * ThrowableForm.MAX_LENGTH);
      assertThat(back.getMessage()).startsWith(thrown.getMessage().substring(0, 4));
      assertThat(back.getStackTrace()).isNotEmpty();
    }
  }

  @Test
  void aStackOverflowKeepsItsFrames() {
    StackOverflowError thrown =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            StackOverflowError.class, () -> overflow(0));

    assertThat(roundTrip(thrown, getClass().getClassLoader()))
        .isInstanceOf(StackOverflowError.class)
        .satisfies(back -> assertThat(back.getStackTrace()).isEqualTo(thrown.getStackTrace()));
  }

  private static int overflow(int depth) {
    return 1 + overflow(depth + 1);
  }

  @Test
  void oneThatReplacesItselfArrivesAsWhatItSays() {
    assertThat(roundTrip(new Replaced(), getClass().getClassLoader()))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("in its place");
  }

  record Point(int x, int y) {}

  static final class Replaced extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Object writeReplace() {
      return new IllegalStateException("in its place", new IOException("x"));
    }
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
