package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnlinkedLambdaTest {

  private final ValueCodec codec = new ValueCodec(getClass().getClassLoader()).linkingLate();

  @Test
  void itRunsWithWhatItHasCapturedOfEachType() throws Exception {
    boolean truth = true;
    byte small = 1;
    short larger = 2;
    char letter = 'c';
    int number = 3;
    long large = 4;
    float real = 5;
    double exact = 6;
    int[] array = {7};
    TaskFunction<String, String> function =
        text -> text + truth + small + larger + letter + number + large + real + exact + array[0];

    TaskFunction<String, String> crossed = crossed(function);

    assertThat(crossed).isInstanceOf(UnlinkedLambda.class);
    assertThat(crossed.apply("it: ")).isEqualTo("it: true12c345.06.07");
  }

  @Test
  void oneBodyServesAllThatDifferInWhatTheyHaveCaptured() throws Exception {
    for (long factor = 0; factor < 100; factor++) {
      long captured = factor;
      TaskFunction<Long, Long> function = crossed(x -> x * captured);

      assertThat(function).isInstanceOf(UnlinkedLambda.class);
      assertThat(function.apply(3L)).isEqualTo(3 * factor);
    }
  }

  @Test
  void aMethodOfPrimitivesTakesBoxes() throws Exception {
    TaskFunction<Long, Long> doubled = crossed(UnlinkedLambdaTest::twice);
    TaskFunction<String, Integer> parsed = crossed(Integer::parseInt);

    assertThat(doubled).isInstanceOf(UnlinkedLambda.class);
    assertThat(doubled.apply(3L)).isEqualTo(6L);
    assertThat(parsed).isInstanceOf(UnlinkedLambda.class);
    assertThat(parsed.apply("12")).isEqualTo(12);
  }

  @Test
  void whatTakesMoreThanThatIsLinked() throws Exception {
    TaskFunction<Integer, Long> widened = this.<Integer, Long>crossed(UnlinkedLambdaTest::thrice);
    TaskFunction<String, Integer> length = crossed(String::length);

    assertThat(widened).isNotInstanceOf(UnlinkedLambda.class);
    assertThat(widened.apply(3)).isEqualTo(9L);
    assertThat(length).isNotInstanceOf(UnlinkedLambda.class);
    assertThat(length.apply("four")).isEqualTo(4);
  }

  @Test
  void oneMethodMayStandForFunctionsOfSeveralTypes() throws Exception {
    TaskFunction<String, String> ofText = crossed(String::valueOf);
    TaskFunction<Object, String> ofAnything = crossed(UnlinkedLambdaTest::text);
    TaskFunction<Long, String> ofNumbers = this.<Long, String>crossed(UnlinkedLambdaTest::text);

    assertThat(ofText.apply("a")).isEqualTo("a");
    assertThat(ofAnything.apply(1.5)).isEqualTo("1.5");
    assertThat(ofNumbers.apply(2L)).isEqualTo("2");
  }

  @Test
  void aLambdaMayBeWrittenInAnInterfaceOrANestedClass() throws Exception {
    assertThat(crossed(Written.IN_INTERFACE)).isInstanceOf(UnlinkedLambda.class);
    assertThat(crossed(Written.IN_INTERFACE).apply(1)).isEqualTo("interface 1");
    assertThat(crossed(Nested.privately())).isInstanceOf(UnlinkedLambda.class);
    assertThat(crossed(Nested.privately()).apply(2)).isEqualTo("nested 2");
  }

  @Test
  void itIsCalledAsOftenAsAnyOther() throws Exception {
    TaskFunction<Long, Long> function = crossed(x -> x + 1);
    TaskFunction<Long, Long> doubled = crossed(UnlinkedLambdaTest::twice);

    for (long x = 0; x < 1000; x++) {
      assertThat(function.apply(x)).isEqualTo(x + 1);
      assertThat(doubled.apply(x)).isEqualTo(2 * x);
    }
  }

  @Test
  void aNameMayHaveAnyLetters() throws Exception {
    assertThat(crossed(Ünïcode𝔛.FUNCTION)).isInstanceOf(UnlinkedLambda.class);
    assertThat(crossed(Ünïcode𝔛.FUNCTION).apply(1)).isEqualTo(2);
  }

  @Test
  void theStackOfWhatItThrowsDoesNotShowTheClassThatCallsIt() {
    TaskFunction<Object, Object> function =
        crossed(
            x -> {
              throw new IllegalStateException("of the task");
            });

    for (int call = 0; call < 20; call++) { // by reflection, and without
      assertThatThrownBy(() -> function.apply(1))
          .satisfies(
              thrown -> assertThat(thrown.getStackTrace()[0].getMethodName()).contains("$theStack"))
          .satisfies(
              thrown ->
                  assertThat(thrown.getStackTrace())
                      .noneMatch(it -> it.getClassName().contains("$$Call")));
    }
  }

  @Test
  void oneInAGraphIsNotLinkedEither() throws Exception {
    long captured = 7;
    TaskFunction<Long, Long> function = x -> x * captured;
    TaskCallable<List<Long>> bound =
        crossedValue(TaskCallable.binding(x -> x, List.of(1L, 2L))); // a list is Kryo's
    Object[] held = crossedValue(new Object[] {function, "beside it"});

    assertThat(bound).isInstanceOf(UnlinkedLambda.class);
    assertThat(bound.call()).containsExactly(1L, 2L);
    assertThat(held[0]).isInstanceOf(UnlinkedLambda.class);
  }

  @Test
  void whatItThrowsComesOutAsItIs() {
    TaskFunction<Object, Object> function =
        crossed(
            x -> {
              throw new IOException("of the task");
            });
    TaskFunction<Object, Object> refusing =
        crossed(
            x -> {
              throw new IllegalArgumentException("of the task");
            });

    assertThatThrownBy(() -> function.apply(1))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("of the task");
    assertThatThrownBy(() -> refusing.apply(1))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("of the task");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void anItemOfAnotherTypeIsToldAsTheJvmTellsIt() {
    TaskFunction function = crossed((Long x) -> x + 1);

    assertThatThrownBy(() -> function.apply("text")).isInstanceOf(ClassCastException.class);
  }

  @Test
  void nothingForAPrimitiveIsToldAsTheJvmTellsIt() {
    TaskFunction<Long, Long> function = crossed(UnlinkedLambdaTest::twice);

    assertThatThrownBy(() -> function.apply(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void whatACallableHasCapturedMayBeUnlinkedToo() throws Exception {
    TaskFunction<Long, Long> square = x -> x * x;
    TaskCallable<Long> bound = crossedValue(TaskCallable.binding(square, 9L));

    assertThat(bound).isInstanceOf(UnlinkedLambda.class);
    assertThat(bound.call()).isEqualTo(81);
  }

  @Test
  void itIsSentOnAsTheLambdaThatItIs() throws Exception {
    TaskFunction<Long, Long> first = crossed(x -> x + 1);
    TaskFunction<Long, Long> second = crossed(first);
    TaskCallable<Long> bound = crossedValue(TaskCallable.binding(second, 1L));
    Object[] held = crossedValue(new Object[] {first});

    assertThat(second.apply(1L)).isEqualTo(2);
    assertThat(bound.call()).isEqualTo(2);
    assertThat(held[0]).isInstanceOf(TaskFunction.class);
  }

  @Test
  void thePoolsSideLinksAtOnce() throws Exception {
    TaskFunction<Long, Long> function = x -> x + 1;
    PayloadWriter bytes = new PayloadWriter(64);
    ValueCodec ofPool = new ValueCodec(getClass().getClassLoader());
    ofPool.encode(function, bytes);

    assertThat(ofPool.decode(new PayloadReader(bytes.toByteArray())))
        .isNotInstanceOf(UnlinkedLambda.class);
  }

  static long twice(long value) {
    return 2 * value;
  }

  static long thrice(long value) {
    return 3 * value;
  }

  private static String text(Object value) {
    return String.valueOf(value);
  }

  interface Written {

    TaskFunction<Object, Object> IN_INTERFACE = x -> "interface " + x;
  }

  private static final class Nested {

    private static String name(Object x) {
      return "nested " + x;
    }

    static TaskFunction<Object, Object> privately() {
      return Nested::name;
    }
  }

  private static final class Ünïcode𝔛 {

    static final TaskFunction<Integer, Integer> FUNCTION = x -> x + 1;
  }

  private <T, R> TaskFunction<T, R> crossed(TaskFunction<T, R> function) {
    return crossedValue(function);
  }

  /** As a worker would have it. */
  @SuppressWarnings("unchecked")
  private <T> T crossedValue(T value) {
    try {
      PayloadWriter bytes = new PayloadWriter(64);
      codec.encode(value, bytes);
      return (T) codec.decode(new PayloadReader(bytes.toByteArray()));
    } catch (CodecException e) {
      throw new AssertionError(e);
    }
  }

  /** As those are that came over the link. */
  @Test
  void theClassesOfAnotherModuleAreCalledTheSameWay() throws Exception {
    Class<?> there = new ElsewhereLoader().loadClass(Elsewhere.class.getName());
    assertThat(there.getModule()).isNotSameAs(DirectCalls.class.getModule());

    for (int each = 0; each < 2; each++) { // the second finds what the first has made
      DirectCall call =
          DirectCalls.define(
              there, there.getDeclaredMethod("twice", Long.class), "Ljava/lang/Long;");
      assertThat(call).isNotNull();
      assertThat(call.run(new Object[0], 21L)).isEqualTo(42L);
    }
  }

  private static final class Elsewhere {

    private static Long twice(Long number) {
      return number * 2;
    }
  }

  /** Finds one class itself. */
  private static final class ElsewhereLoader extends ClassLoader {

    ElsewhereLoader() {
      super(UnlinkedLambdaTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.startsWith(Elsewhere.class.getName())
          ? define(name)
          : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
