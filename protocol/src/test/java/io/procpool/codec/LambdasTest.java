package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Functions wherever they are written, and what they capture. */
@SuppressWarnings("serial") // that not all fields are serializable is the point
class LambdasTest {

  interface Portable<T, R> extends Function<T, R>, Serializable {

    /** A lambda in an interface that captures its {@code this}. */
    default <V> Portable<T, V> then(Portable<? super R, ? extends V> next) {
      return x -> next.apply(apply(x));
    }

    static <T, R> Portable<T, R> of(Portable<T, R> function) {
      return function;
    }
  }

  interface PortableBi<A, B, R> extends BiFunction<A, B, R>, Serializable {

    default Portable<B, R> bind(A first) {
      return second -> apply(first, second);
    }
  }

  enum Shape {
    SQUARE(x -> x * x),
    CUBE(x -> x * x * x);

    private final Portable<Integer, Integer> area;

    Shape(Portable<Integer, Integer> area) {
      this.area = area;
    }

    Portable<Integer, Integer> plus(int more) {
      return x -> area.apply(x) + more;
    }
  }

  record Scale(int factor) {
    Portable<Integer, Integer> function() {
      return x -> x * factor;
    }
  }

  private static <T extends Comparable<T>> Portable<T, Boolean> atLeast(T least) {
    return x -> x.compareTo(least) >= 0;
  }

  @Test
  void composedAndPartlyAppliedFunctionsRun() throws CodecException {
    Portable<Integer, Integer> increment = x -> x + 1;
    PortableBi<Integer, Integer, Integer> power = (a, b) -> (int) Math.pow(a, b);

    assertThat(RoundTrip.of(increment.then(increment).then(String::valueOf)).apply(1))
        .isEqualTo("3");
    assertThat(RoundTrip.of(power.bind(2)).apply(10)).isEqualTo(1024);
  }

  @Test
  void lambdasOfEnumsRecordsAndGenericMethodsRun() throws CodecException {
    assertThat(RoundTrip.of(Shape.CUBE.plus(1)).apply(2)).isEqualTo(9);
    assertThat(RoundTrip.of(new Scale(3).function()).apply(2)).isEqualTo(6);
    assertThat(RoundTrip.of(atLeast("b")).apply("c")).isTrue();
    assertThat(RoundTrip.of(Shape.SQUARE)).isSameAs(Shape.SQUARE);
  }

  private static String join(Object... parts) {
    return Arrays.toString(parts);
  }

  @Test
  void methodReferencesOfEveryKindRun() throws CodecException {
    Portable<Integer, int[]> array = int[]::new;
    Portable<Object, String> variable = LambdasTest::join;
    Portable<Integer, Scale> constructor = Scale::new;
    Portable<Scale, Integer> unbound = Scale::factor;
    List<Object> list = new ArrayList<>();
    Portable<Object, Boolean> bound = list::add;

    assertThat(RoundTrip.of(array).apply(3)).hasSize(3);
    assertThat(RoundTrip.of(variable).apply("x")).isEqualTo("[x]");
    assertThat(RoundTrip.of(constructor).apply(4)).isEqualTo(new Scale(4));
    assertThat(RoundTrip.of(unbound).apply(new Scale(5))).isEqualTo(5);
    assertThat(RoundTrip.of(bound).apply(6)).isTrue();
    assertThat(list).isEmpty();
  }

  @Test
  void intersectionCastsRun() throws CodecException {
    Supplier<String> supplier = (Supplier<String> & Serializable) () -> "cast";
    IntFunction<String> other = (IntFunction<String> & Serializable & Cloneable) String::valueOf;

    assertThat(RoundTrip.of(supplier).get()).isEqualTo("cast");
    assertThat(RoundTrip.of(other).apply(7)).isEqualTo("7").isNotNull();
    assertThat(RoundTrip.of(other)).isInstanceOf(Cloneable.class);
  }

  @Test
  void capturedValuesAreOneGraph() throws CodecException {
    List<Object> list = new ArrayList<>();
    int[] array = {1};
    Portable<String, Boolean> sameLists = sameObjects(list, list);
    Portable<String, Boolean> sameArrays = sameObjects(array, array);
    Portable<String, Boolean> otherArrays = sameObjects(array, array.clone());

    assertThat(RoundTrip.of(sameLists).apply("")).isTrue();
    assertThat(RoundTrip.of(sameArrays).apply("")).isTrue();
    assertThat(RoundTrip.of(otherArrays).apply("")).isFalse();
  }

  private static Portable<String, Boolean> sameObjects(Object first, Object second) {
    return x -> first == second;
  }

  /** Its start costs more than the JVM's. */
  @Test
  void aFunctionThatCapturedNumbersAndFunctionsOfThemNeedsNoKryo() throws Exception {
    int factor = Integer.parseInt("3");
    Portable<Integer, Integer> times = x -> x * factor;
    double[] array = {1};
    ValueCodec codec = new ValueCodec(getClass().getClassLoader());

    RoundTrip.of(times, codec, codec);
    RoundTrip.of(times.then(String::valueOf), codec, codec);
    RoundTrip.of(sameObjects(array, factor), codec, codec);
    assertThat(codec).hasFieldOrPropertyWithValue("kryo", null);

    RoundTrip.of(sameObjects(array, array), codec, codec);
    assertThat(codec).extracting("kryo").isNotNull();
  }

  @Test
  void oneLambdaThatIsHeldTwiceArrivesOnce() throws CodecException {
    Portable<Integer, Integer> increment = x -> x + 1;
    Portable<String, Boolean> captured = sameObjects(increment, increment);
    List<Object> held = new ArrayList<>(List.of(increment, increment, new Object[] {increment}));

    assertThat(RoundTrip.of(captured).apply("")).isTrue();
    List<Object> back = RoundTrip.of(held);
    assertThat(back.get(1)).isSameAs(back.get(0));
    assertThat(((Object[]) back.get(2))[0]).isSameAs(back.get(0));
  }

  static final class Holder implements Serializable {

    private static final long serialVersionUID = 1L;

    private Portable<Integer, Integer> function;
  }

  @Test
  void aFunctionThatCallsItselfThroughAHolderTravelsWithTheHolder() throws CodecException {
    Holder holder = new Holder();
    holder.function = n -> n < 2 ? n : holder.function.apply(n - 1) + holder.function.apply(n - 2);

    assertThat(RoundTrip.of(holder).function.apply(10)).isEqualTo(55);
    assertThat(RoundTrip.refusal(holder.function))
        .contains("aFunctionThatCallsItself", "reference back to itself", "lambda");
  }

  @Test
  void comparatorsOfTheJdkTravel() throws CodecException {
    Comparator<String> byLength =
        Comparator.comparing((TaskLength & Serializable) String::length)
            .thenComparing(Comparator.reverseOrder());
    TreeMap<String, Integer> map = new TreeMap<>(byLength);
    map.put("ccc", 1);
    map.put("a", 2);
    map.put("b", 3);

    assertThat(RoundTrip.of(map).keySet()).containsExactly("b", "a", "ccc");
    assertThat(RoundTrip.of(Map.Entry.<String, Integer>comparingByKey())).isNotNull();
  }

  interface TaskLength extends Function<String, Integer> {}

  @Test
  void aLambdaInAnIslandTravels() throws CodecException {
    Portable<Integer, Integer> increment = x -> x + 1;
    Island island = new Island(increment);

    assertThat(RoundTrip.of(island).function.apply(1)).isEqualTo(2);
  }

  static final class Island implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Portable<Integer, Integer> function;

    Island(Portable<Integer, Integer> function) {
      this.function = function;
    }

    private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
      out.defaultWriteObject();
    }
  }

  @Test
  void anAnonymousFunctionIsAnObjectLikeOthers() throws Exception {
    int factor = Integer.parseInt("3");
    TaskFunction<Integer, Integer> anonymous =
        new TaskFunction<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public Integer apply(Integer x) {
            return x * factor;
          }
        };

    assertThat(RoundTrip.of(StaticNest.times(4)).apply(2)).isEqualTo(8);
    // this one captures the test, whose fields travel
    assertThat(RoundTrip.of(anonymous).apply(2)).isEqualTo(6);
  }

  static final class StaticNest {

    static TaskFunction<Integer, Integer> times(int factor) {
      return new TaskFunction<>() {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer apply(Integer x) {
          return x * factor;
        }
      };
    }
  }

  static final class Service {

    private final Thread thread = Thread.currentThread();

    TaskFunction<Integer, String> named() {
      return x -> thread.getName() + x;
    }

    TaskFunction<Integer, String> referring() {
      return this::name;
    }

    private String name(int x) {
      return thread.getName() + x;
    }
  }

  @Test
  void aRefusalSaysThatTheLambdaCapturedThis() {
    assertThat(RoundTrip.refusal(new Service().named()))
        .startsWith(
            "the lambda in LambdasTest.Service.named captured `this`, an instance of"
                + " LambdasTest.Service: this.thread (java.lang.Thread), which cannot be serialized")
        .contains("copy the field into a local variable", "static");
    assertThat(RoundTrip.refusal(new Service().referring()))
        .contains("the method reference LambdasTest.Service::name", ".thread (java.lang.Thread)");
  }

  @Test
  void aLambdaInsideAnObjectIsNamedByItsPlace() {
    Thread thread = Thread.currentThread();
    TaskCallable<String> lambda = () -> thread.getName();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("job", lambda);

    assertThat(RoundTrip.refusal(map))
        .contains("LinkedHashMap[\"job\"], the lambda in LambdasTest.aLambdaInsideAnObject")
        .contains("captured Thread (java.lang.Thread)");
  }

  @Test
  void aLambdaThatIsNotSerializableIsNamedByItsClass() {
    Runnable plain = () -> {};

    assertThat(RoundTrip.refusal(new Object[] {plain}))
        .contains("a lambda in io.procpool.codec.LambdasTest is not serializable", "TaskFunction");
  }
}
