package io.procpool.it.values;

import io.procpool.task.TaskFunction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Functions of an Integer, written in every place where one can be written. */
final class Lambdas {

  static final TaskFunction<Integer, Object> IN_A_STATIC_FIELD = x -> x + 10;

  private Lambdas() {}

  /** A function with what other languages have on theirs. */
  interface Composable<A, B> extends TaskFunction<A, B> {

    default <C> Composable<A, C> then(Composable<? super B, ? extends C> next) {
      return x -> next.apply(apply(x));
    }

    static <A> Composable<A, A> identity() {
      return x -> x;
    }
  }

  interface Plus {

    int number();

    default int plus(int x) {
      return x + number();
    }

    default TaskFunction<Integer, Object> inADefaultMethod(int captured) {
      return x -> x + captured;
    }

    default TaskFunction<Integer, Object> capturingThis() {
      return x -> x + number();
    }

    static TaskFunction<Integer, Object> inAStaticMethod(int captured) {
      return x -> x * captured;
    }

    static int twice(int x) {
      return 2 * x;
    }
  }

  record Adder(int number) implements Plus {

    static final TaskFunction<Integer, Object> IN_A_RECORD = x -> x + 100;

    TaskFunction<Integer, Object> ofThisRecord() {
      return x -> x + number;
    }

    private int plusPrivately(int x) {
      return x + number;
    }

    TaskFunction<Integer, Object> privateReference() {
      return this::plusPrivately;
    }
  }

  enum Sign implements TaskFunction<Integer, Object> {
    MINUS {
      @Override
      public Object apply(Integer x) {
        return -x;
      }

      @Override
      TaskFunction<Integer, Object> inABody() {
        return x -> apply(x) + "!";
      }
    };

    abstract TaskFunction<Integer, Object> inABody();
  }

  /** Not serializable, and all of it can cross. */
  static class Service {

    private final int factor;

    Service(int factor) {
      this.factor = factor;
    }

    protected int times(int x) {
      return factor * x;
    }

    TaskFunction<Integer, Object> capturingThis() {
      return x -> factor * x;
    }

    TaskFunction<Integer, Object> callingThis() {
      return x -> times(x);
    }

    TaskFunction<Integer, Object> thisReference() {
      return this::times;
    }
  }

  static final class SpecialService extends Service {

    SpecialService() {
      super(7);
    }

    @Override
    protected int times(int x) {
      return -x;
    }

    TaskFunction<Integer, Object> superReference() {
      return super::times;
    }

    TaskFunction<Integer, Object> inAnInnerClass() {
      class Inner {
        TaskFunction<Integer, Object> function(int more) {
          return x -> SpecialService.super.times(x) + more;
        }
      }
      return new Inner().function(5);
    }
  }

  static <T extends Comparable<T>> TaskFunction<T, Object> inAGenericMethod(T least) {
    return x -> x.compareTo(least) > 0;
  }

  static TaskFunction<Integer, Object> capturingEverything(
      boolean a, byte b, short c, char d, int e, long f, float g, double h, String i, Object j) {
    int[] k = {1, 2};
    return x -> Arrays.asList(x, a, b, c, d, e, f, g, h, i, j, k[1]).toString();
  }

  static TaskFunction<Integer, Object> capturingMuch() {
    int a = 1;
    long b = 2;
    String c = "c";
    List<Integer> d = List.of(4);
    Map<String, Integer> e = Map.of("e", 5);
    Adder f = new Adder(6);
    int g = 7;
    int h = 8;
    int i = 9;
    int j = 10;
    int k = 11;
    int l = 12;
    int m = 13;
    int n = 14;
    int o = 15;
    int p = 16;
    return x -> "" + x + a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p;
  }

  static <A, B, C> Composable<B, C> partial(Curried<A, B, C> function, A first) {
    return second -> function.apply(first, second);
  }

  interface Curried<A, B, C> extends Serializable {
    C apply(A first, B second);
  }

  static Composable<Integer, Object> composed(int steps) {
    Composable<Integer, Integer> all = Composable.identity();
    for (int step = 0; step < steps; step++) {
      all = all.then(x -> x + 1);
    }
    return all.then(x -> "sum " + x);
  }

  static TaskFunction<Integer, Object> nested() {
    return x -> {
      Function<Integer, Function<Integer, Integer>> inner = y -> z -> x + y + z;
      return inner.apply(1).apply(2);
    };
  }

  static TaskFunction<Integer, Object> anonymous(int captured) {
    return new TaskFunction<>() {
      private static final long serialVersionUID = 1L;

      private final List<Integer> seen = new ArrayList<>();

      @Override
      public Object apply(Integer x) {
        seen.add(x);
        return captured + x;
      }
    };
  }

  static TaskFunction<Integer, Object> local(int captured) {
    class Local implements TaskFunction<Integer, Object> {
      private static final long serialVersionUID = 1L;

      @Override
      public Object apply(Integer x) {
        return captured * x;
      }
    }
    return new Local();
  }

  static int sumOf(Integer... numbers) {
    return Arrays.stream(numbers).mapToInt(Integer::intValue).sum();
  }

  static int half(int x) {
    return x / 2;
  }
}
