package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.serializers.DeflateSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.FieldSerializer;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.task.RemoteException;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import java.io.File;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Serializers of the user's own, and classes that may not cross. */
class CodecRulesTest {

  private static final ClassLoader LOADER = CodecRulesTest.class.getClassLoader();
  private static final String HERE = CodecRulesTest.class.getName();
  private static final AtomicInteger SETUPS = new AtomicInteger();

  private record Money(long cents) {}

  private record Purse(Money money) {}

  private record Place(File file) {}

  /** So that it can be told from what would cross by itself. */
  private static final class Doubling extends Serializer<Money> {

    @Override
    public void write(Kryo kryo, Output output, Money money) {
      output.writeLong(money.cents());
    }

    @Override
    public Money read(Kryo kryo, Input input, Class<? extends Money> type) {
      return new Money(2 * input.readLong());
    }
  }

  @Test
  void aSerializerOfTheUsersIsUsedAndItsClassIsANumber() throws Exception {
    CodecRules rules =
        new CodecRules(kryo -> kryo.register(Money.class, new Doubling()), List.of());
    PayloadWriter bytes = encoded(rules, new Money(21));

    assertThat(bytes.size()).isLessThan(15);
    assertThat(decoded(rules, bytes)).isEqualTo(new Money(42));
  }

  private static final class FourBytes extends Serializer<Integer> {

    @Override
    public void write(Kryo kryo, Output output, Integer number) {
      output.writeInt(number);
    }

    @Override
    public Integer read(Kryo kryo, Input input, Class<? extends Integer> type) {
      return input.readInt();
    }
  }

  @Test
  void aSerializerOfTheUsersForABuiltInTypeIsUsedInLists() throws Exception {
    CodecRules rules =
        new CodecRules(kryo -> kryo.register(Integer.class, new FourBytes()), List.of());

    assertThat(decoded(rules, encoded(rules, List.of(1, 2, 3)))).isEqualTo(List.of(1, 2, 3));
  }

  @SuppressWarnings("serial") // not all of them are
  private static final class Parcel implements Serializable {
    private static final long serialVersionUID = 1L;
    private byte[] bytes = {1, 2, 3};
    private long[] longs = new long[1000];
    private Object island = Locale.US;
    private ByteBuffer buffer = ByteBuffer.allocate(700).putInt(9).flip();
    private String last = "last";
  }

  @Test
  void aSerializerThatPutsABufferOfItsOwnInBetweenCarriesArraysAndIslands() throws Exception {
    CodecRules rules =
        new CodecRules(
            kryo ->
                kryo.register(
                    Parcel.class, new DeflateSerializer(new FieldSerializer<>(kryo, Parcel.class))),
            List.of());
    Parcel back = (Parcel) decoded(rules, encoded(rules, new Parcel()));

    assertThat(back).usingRecursiveComparison().isEqualTo(new Parcel());
  }

  @Test
  void referencesCannotBeSwitchedOff() {
    CodecRules rules = new CodecRules(kryo -> kryo.setReferences(false), List.of());

    assertThatThrownBy(() -> encoded(rules, new Money(1)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("references are always kept");
  }

  @Test
  void aDefaultSerializerIsRefused() {
    CodecRules rules =
        new CodecRules(kryo -> kryo.addDefaultSerializer(Money.class, new Doubling()), List.of());

    assertThatThrownBy(() -> encoded(rules, new Money(1)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("register the class itself");
  }

  @Test
  void aWorkerThatRegistersTheSameRunsItsInitializer() throws Exception {
    CodecRules rules = new CodecRules(kryo -> kryo.register(Money.class), List.of(HERE));
    AtomicInteger runs = new AtomicInteger();
    TaskCallable<Integer> initializer = runs::incrementAndGet;

    TaskCallable<?> first = rules.setUp(initializer, LOADER);

    assertThat((Object) first.call()).isEqualTo(1);

    assertThat(runs).hasValue(1);
    assertThat(CodecRules.of(first)).isEqualTo(rules);
    assertThat(CodecRules.of(initializer)).isEqualTo(CodecRules.NONE);
  }

  @Test
  void aWorkerThatRegistersOtherwiseSaysWhat() {
    CodecRules rules =
        new CodecRules(
            kryo -> kryo.register(SETUPS.incrementAndGet() == 1 ? Money.class : Purse.class),
            List.of());
    SETUPS.set(0);

    assertThatThrownBy(rules.setUp(null, LOADER)::call)
        .hasMessageContaining("the pool " + HERE + "$Money as ")
        .hasMessageContaining("the worker " + HERE + "$Purse as ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"io.procpool.codec.*", "io.procpool.**", "io.procpool.codec.CodecRulesTest"})
  void whatIsAllowedCrosses(String pattern) throws Exception {
    CodecRules rules = new CodecRules(null, List.of(pattern));
    TaskFunction<Integer, Money> function = Money::new;
    Object value = new TreeMap<>(Map.of("a", List.of(new Money(1)), "b", new Money[0]));

    assertThat(decoded(rules, encoded(rules, value))).usingRecursiveComparison().isEqualTo(value);
    assertThat(decoded(rules, encoded(rules, function))).isInstanceOf(TaskFunction.class);
  }

  @Test
  void whatIsNotAllowedIsNotWritten() {
    CodecRules rules =
        new CodecRules(null, List.of("com.acme.**", HERE + "$Purse", HERE + "$Place"));
    int number = 7;
    TaskFunction<Integer, Integer> function = x -> x + number;

    assertRefused(rules, new Money(1), HERE + "$Money");
    assertRefused(rules, List.of(new Purse(new Money(1))), HERE + "$Money");
    assertRefused(rules, new Place(new File("x")), "java.io.File");
    assertRefused(rules, new Money[1], HERE + "$Money");
    assertRefused(rules, Collections.unmodifiableList(List.of(new Money(1))), HERE + "$Money");
    assertRefused(rules, function, HERE);
    assertRefused(rules, List.of(function), HERE);
    assertRefused(rules, Money.class, HERE + "$Money");
  }

  @Test
  void whatIsNotAllowedIsNotMadeFromBytes() throws Exception {
    CodecRules rules = new CodecRules(null, List.of("com.acme.**"));
    TaskFunction<Integer, Integer> function = x -> x + 1;

    for (Object value :
        new Object[] {
          new Money(1),
          List.of(new Money(1)),
          new Money[1],
          Collections.unmodifiableList(List.of(new Money(1))),
          function,
          List.of(function)
        }) {
      PayloadWriter bytes = encoded(CodecRules.NONE, value);
      assertThatThrownBy(() -> decoded(rules, bytes))
          .as("%s", value)
          .isInstanceOf(CodecException.class)
          .hasMessageContaining(HERE)
          .hasMessageContaining("not among the classes that the pool allows");
    }
  }

  @Test
  void anExceptionThatIsNotAllowedHasASubstitute() {
    PayloadWriter bytes = new PayloadWriter(64);
    ThrowableForm.encode(new OurException("told"), bytes);
    ClassLoader allowed = new CodecRules(null, List.of("com.acme.**")).filter(LOADER);

    Throwable decoded = ThrowableForm.decode(new PayloadReader(bytes.toByteArray()), allowed);

    assertThat(decoded).isInstanceOf(RemoteException.class).hasMessageContaining("told");
  }

  @Test
  void valuesOfTheJdkAreAlwaysAllowed() {
    CodecRules rules = new CodecRules(null, List.of("com.acme.**"));

    for (Object value :
        new Object[] {
          List.of(1, "2"),
          new TreeMap<>(Map.of(1, 2L)),
          new Object[] {1},
          "text",
          new GregorianCalendar(),
          List.of(Path.of("a"))
        }) {
      assertThatCode(() -> decoded(rules, encoded(rules, value))).doesNotThrowAnyException();
    }
  }

  private static final class OurException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OurException(String message) {
      super(message);
    }
  }

  private static void assertRefused(CodecRules rules, Object value, String className) {
    assertThatThrownBy(() -> encoded(rules, value))
        .as("%s", value)
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(className + " is not among the classes that the pool allows")
        .hasMessageContaining("allowClasses");
  }

  private static PayloadWriter encoded(CodecRules rules, Object value) throws CodecException {
    PayloadWriter bytes = new PayloadWriter(64);
    rules.codec(LOADER).encode(value, bytes);
    return bytes;
  }

  private static Object decoded(CodecRules rules, PayloadWriter bytes) throws CodecException {
    return rules.codec(LOADER).decode(new PayloadReader(bytes.toByteArray()));
  }
}
