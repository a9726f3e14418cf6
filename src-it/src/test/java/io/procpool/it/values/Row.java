package io.procpool.it.values;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * One value of the table: how it is made, in either JVM, and how it is judged there against one
 * that was made in the same place.
 *
 * @param made a new one each time
 * @param seen what of it is compared, by {@code equals}
 * @param keepsClass it arrives as the class that it was sent as; a view of a list may arrive as
 *     another kind of list
 * @param refusal what a refusal names, or null for a value that must cross
 */
record Row(
    String name,
    Callable<?> made,
    Function<Object, ?> seen,
    boolean keepsClass,
    Crosses crosses,
    String refusal) {

  /** Whether it has to. */
  enum Crosses {
    ALWAYS,
    /** So large that an argument and a result are enough. */
    ALWAYS_BUT_LARGE,
    /** Java serialization does not carry it either: whole, or refused by name. */
    OR_IS_REFUSED,
    NEVER
  }

  /** The same class, and {@code equals}. */
  static Row equal(String name, Callable<?> made) {
    return new Row(name, made, Equal::new, true, Crosses.ALWAYS, null);
  }

  /** The same class, whose own {@code equals} says too little or too much. */
  static <T> Row seen(String name, Callable<? extends T> made, Function<? super T, ?> seen) {
    return new Row(name, made, cast(seen), true, Crosses.ALWAYS, null);
  }

  /** The same elements in the same order, in the same class. */
  static Row items(String name, Callable<? extends Collection<?>> made) {
    return Row.<Collection<?>>seen(name, made, ArrayList::new);
  }

  /** The very one that is there already. */
  static Row same(String name, Callable<?> made) {
    return new Row(name, made, Same::new, true, Crosses.ALWAYS, null);
  }

  static Row refused(String name, Callable<?> made, String refusal) {
    return new Row(name, made, Same::new, true, Crosses.NEVER, refusal);
  }

  Row asAnyClass() {
    return new Row(name, made, seen, false, crosses, refusal);
  }

  Row withSight(Function<Object, ?> other) {
    return new Row(name, made, other, keepsClass, crosses, refusal);
  }

  Row large() {
    return new Row(name, made, seen, keepsClass, Crosses.ALWAYS_BUT_LARGE, refusal);
  }

  Row orIsRefusedFor(String guilty) {
    return new Row(name, made, seen, keepsClass, Crosses.OR_IS_REFUSED, guilty);
  }

  Object make() {
    try {
      return made.call();
    } catch (Exception e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** Empty, or how a value that came from the other JVM differs from one made in this one. */
  String difference(Object arrived) {
    String difference = differenceFrom(make(), arrived);
    return difference.isEmpty() ? "" : name + " " + difference;
  }

  private String differenceFrom(Object own, Object arrived) {
    if (own == null || arrived == null) {
      return own == arrived ? "" : "is " + shown(arrived) + " in place of " + shown(own);
    }
    if (keepsClass && own.getClass() != arrived.getClass() && !own.getClass().isHidden()) {
      return "is a " + arrived.getClass().getName() + " in place of a " + own.getClass().getName();
    }
    Object expected = seen.apply(own);
    Object actual = seen.apply(arrived);
    return Objects.equals(expected, actual)
        ? ""
        : "is " + shown(actual) + " in place of " + shown(expected);
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() > 500 ? text.substring(0, 500) + "..." : text;
  }

  @SuppressWarnings("unchecked") // what made it gives such a one
  private static <T> Function<Object, ?> cast(Function<? super T, ?> seen) {
    return (Function<Object, ?>) (Function<?, ?>) seen;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Arrays by their elements. */
  private record Equal(Object value) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Equal equal && Objects.deepEquals(value, equal.value);
    }

    @Override
    public int hashCode() {
      return 0;
    }

    @Override
    public String toString() {
      String text = Arrays.deepToString(new Object[] {value});
      return text.substring(1, text.length() - 1);
    }
  }

  private record Same(Object value) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Same same && value == same.value;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
