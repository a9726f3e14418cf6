package io.procpool.it.values;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.ProcessPool;
import io.procpool.SerializationException;
import io.procpool.it.values.Lambdas.Adder;
import io.procpool.it.values.Lambdas.Service;
import io.procpool.task.TaskFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of function gives in a worker what it gives here. */
class FunctionTableIT {

  private static final List<Integer> ITEMS = range(1, 20);

  private static ProcessPool pool;

  @BeforeAll
  static void open() {
    pool = ProcessPool.create(2);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  private record Kind(String name, TaskFunction<Integer, Object> function) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static final class Settings {

    private final Map<String, TaskFunction<Integer, Object>> functions = new LinkedHashMap<>();
  }

  static Stream<Kind> kinds() {
    Adder adder = new Adder(3);
    Service service = new Service(4);
    TaskFunction<Integer, Object> captured = Lambdas.IN_A_STATIC_FIELD;
    return Stream.of(
        new Kind("lambda", x -> x * x),
        new Kind("lambda of a static field", Lambdas.IN_A_STATIC_FIELD),
        new Kind("lambda of a record", Adder.IN_A_RECORD),
        new Kind("lambda of a record's instance", adder.ofThisRecord()),
        new Kind("lambda of an enum's constant", Lambdas.Sign.MINUS.inABody()),
        new Kind("lambda of a default method", adder.inADefaultMethod(5)),
        new Kind("lambda of a default method with this", adder.capturingThis()),
        new Kind("lambda of an interface", Lambdas.Plus.inAStaticMethod(5)),
        new Kind("lambda of a generic method", Lambdas.inAGenericMethod(5)),
        new Kind("lambda that captures every primitive", everyPrimitive()),
        new Kind("lambda that captures much", Lambdas.capturingMuch()),
        new Kind("lambda that captures a lambda", x -> captured.apply(x) + "!"),
        new Kind("lambda in a lambda", Lambdas.nested()),
        new Kind("lambda with this that can cross", service.capturingThis()),
        new Kind("lambda that calls this", service.callingThis()),
        new Kind("lambda of an inner class", new Lambdas.SpecialService().inAnInnerClass()),
        new Kind("static method", Integer::toBinaryString),
        new Kind("static method of the job's", Lambdas::half),
        new Kind("static method of an interface", Lambdas.Plus::twice),
        new Kind("static method with many arguments", Lambdas::sumOf),
        new Kind("static generic method", Optional::of),
        new Kind("bound method of a text", "abcdefghijklmnopqrstuvwxyz"::charAt),
        new Kind("bound method of a record", adder::plus),
        new Kind("bound private method", adder.privateReference()),
        new Kind("bound method of this", service.thisReference()),
        new Kind("bound method of super", new Lambdas.SpecialService().superReference()),
        new Kind("bound method of a function", captured::apply),
        new Kind("bound method of a list", List.of(1, 5)::contains),
        new Kind("unbound method", Integer::longValue),
        new Kind("unbound method of a superclass", Object::toString),
        new Kind("constructor", Adder::new),
        new Kind("constructor of a list", ArrayList::new),
        new Kind("constructor of an array", Integer[]::new),
        new Kind("composed", Lambdas.composed(3)),
        new Kind("composed of many", Lambdas.composed(200)),
        new Kind("partially applied", Lambdas.partial((a, b) -> a + b, 5)),
        new Kind("partially applied twice", partialTwice()),
        new Kind("anonymous class", Lambdas.anonymous(5)),
        new Kind("local class", Lambdas.local(5)),
        new Kind("enum", Lambdas.Sign.MINUS));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void itGivesInAWorkerWhatItGivesHere(Kind kind) throws Exception {
    List<Object> here = new ArrayList<>();
    for (Integer item : ITEMS) {
      here.add(kind.function().apply(item));
    }

    assertThat(Dump.of(new ArrayList<>(pool.map(kind.function(), ITEMS)))).isEqualTo(Dump.of(here));
  }

  /** As an item, in a list, and in a field of a class that is not serializable. */
  @ParameterizedTest
  @MethodSource("kinds")
  void itIsAnItemAndAResultToo(Kind kind) throws Exception {
    Object here = kind.function().apply(7);
    Settings settings = new Settings();
    settings.functions.put("one", kind.function());

    TaskFunction<Integer, Object> back = pool.apply(f -> f, kind.function());
    Settings settingsBack = pool.apply(f -> f, settings);

    assertThat(back.apply(7)).isEqualTo(here);
    assertThat(settingsBack.functions.get("one").apply(7)).isEqualTo(here);
    assertThat(
            pool.<List<TaskFunction<Integer, Object>>, Object>apply(
                list -> list.get(0).apply(7), List.of(kind.function())))
        .isEqualTo(here);
  }

  /** What a function holds is its own on the other side, between its items. */
  @Test
  void whatAFunctionHoldsIsOneObjectForAllItsItemsOfOneWorker() {
    List<Integer> shared = new ArrayList<>();
    TaskFunction<Integer, Integer> first =
        x -> {
          shared.add(x);
          return shared.size();
        };
    try (ProcessPool one = ProcessPool.create(1)) {
      assertThat(one.map(first, range(0, 5))).containsExactly(1, 2, 3, 4, 5);
      assertThat(one.map(first, range(0, 2))).containsExactly(1, 2);
    }
    assertThat(shared).isEmpty();
  }

  /** Also where it captures it twice, itself and within another. */
  @Test
  void whatIsCapturedTwiceIsOneObject() {
    List<Integer> shared = new ArrayList<>();
    TaskFunction<Integer, Boolean> adding = shared::add;

    List<Integer> sizes =
        pool.map(
            x -> {
              adding.apply(x);
              return shared.size();
            },
            List.of(5));

    assertThat(sizes).containsExactly(1);
  }

  /** Holds what cannot cross, and has functions of its own. */
  private static final class Unsendable {

    private final Thread thread = Thread.currentThread();
    private final int number = thread.getName().length();

    TaskFunction<Integer, Object> readingAField() {
      return x -> x + number;
    }

    TaskFunction<Integer, Object> callingAMethod() {
      return x -> plus(x);
    }

    TaskFunction<Integer, Object> inside() {
      TaskFunction<Integer, Object> inner = x -> x + number;
      return x -> inner.apply(x) + "!";
    }

    TaskFunction<Integer, Object> reference() {
      return this::plus;
    }

    private int plus(int x) {
      return x + number;
    }
  }

  @Test
  void aLambdaThatCapturedThisIsRefusedInThoseWords() {
    Unsendable owner = new Unsendable();

    assertThat(refusalOf(owner.readingAField()))
        .hasMessageContaining("captured `this`")
        .hasMessageContaining("Unsendable")
        .hasMessageContaining("readingAField")
        .hasMessageContaining("thread")
        .hasMessageContaining("java.lang.Thread");
    assertThat(refusalOf(owner.callingAMethod()))
        .hasMessageContaining("captured `this`")
        .hasMessageContaining("callingAMethod")
        .hasMessageContaining("java.lang.Thread");
    assertThat(refusalOf(owner.inside()))
        .hasMessageContaining("captured `this`")
        .hasMessageContaining("java.lang.Thread");
    assertThat(refusalOf(owner.reference()))
        .hasMessageContaining("Unsendable")
        .hasMessageContaining("plus")
        .hasMessageContaining("java.lang.Thread");
  }

  private static SerializationException refusalOf(TaskFunction<Integer, Object> function) {
    SerializationException refusal =
        catchThrowableOfType(SerializationException.class, () -> pool.map(function, ITEMS));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private static TaskFunction<Integer, Object> everyPrimitive() {
    return Lambdas.capturingEverything(
        true, (byte) -1, (short) -2, 'c', 4, 5L, 6f, 7.5, "i", Optional.of('j'));
  }

  private static TaskFunction<Integer, Object> partialTwice() {
    return Lambdas.<Integer, Integer, Integer>partial((a, b) -> a * b, 5)
        .then(Lambdas.partial((a, b) -> a + "|" + b, "left"));
  }
}
