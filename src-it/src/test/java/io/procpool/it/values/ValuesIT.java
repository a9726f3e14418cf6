package io.procpool.it.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.ProcessPool;
import io.procpool.SerializationException;
import io.procpool.it.calls.Probes;
import io.procpool.it.values.Row.Crosses;
import io.procpool.task.TaskCallable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of values, each of them in every place where a value crosses. One worker: its pid stays
 * whatever is refused.
 */
class ValuesIT {

  private static ProcessPool pool;
  private static long pid;

  @BeforeAll
  static void open() {
    pool = ProcessPool.create(1);
    pid = pool.apply(Probes::pid);
  }

  @AfterAll
  static void close() {
    long pidAtTheEnd = pool.apply(Probes::pid);
    pool.close();
    assertThat(pidAtTheEnd).isEqualTo(pid);
  }

  private record Box(int before, Object content, String behind) {}

  private record Wrapped(TaskCallable<String> check) {}

  static Stream<Row> travellers() {
    return ValueTable.rows(Crosses.ALWAYS);
  }

  static Stream<Row> allTravellers() {
    return ValueTable.rows(Crosses.ALWAYS, Crosses.ALWAYS_BUT_LARGE);
  }

  static Stream<Row> doubtful() {
    return ValueTable.rows(Crosses.OR_IS_REFUSED);
  }

  static Stream<Row> refused() {
    return ValueTable.rows(Crosses.NEVER);
  }

  @ParameterizedTest
  @MethodSource("allTravellers")
  void itArrivesAsAnArgument(Row row) {
    assertThat(differenceAsAnArgument(row)).isEmpty();
  }

  // S53
  @ParameterizedTest
  @MethodSource("allTravellers")
  void itArrivesAsAResult(Row row) {
    assertThat(differenceAsAResult(row)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("travellers")
  void itArrivesInTheFieldOfARecordAndBack(Row row) {
    String name = row.name();

    Box sent = new Box(1, row.make(), "behind");

    Box back = crossing(row, () -> pool.apply(box -> boxBack(name, box), sent));

    assertThat(row.difference(back.content())).isEmpty();
    assertThat(back.before()).isEqualTo(2);
    assertThat(back.behind()).isEqualTo("behind the result");
  }

  @ParameterizedTest
  @MethodSource("travellers")
  void itArrivesInAListAndBack(Row row) {
    String name = row.name();
    List<Object> sent = new ArrayList<>(Arrays.asList("before", row.make(), null, row.make(), 1));

    List<Object> back = crossing(row, () -> pool.apply(list -> listBack(name, list), sent));

    assertThat(row.difference(back.get(1))).isEmpty();
    assertThat(row.difference(back.get(3))).isEmpty();
    assertThat(back.get(4)).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("travellers")
  void itArrivesWhereALambdaCapturesIt(Row row) {
    String name = row.name();
    Object value = row.make();

    assertThat(
            crossing(row, () -> pool.<String>apply(() -> ValueTable.row(name).difference(value))))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("travellers")
  void itArrivesWhereALambdaInARecordCapturesIt(Row row) {
    String name = row.name();
    Object value = row.make();
    Wrapped sent = new Wrapped(() -> ValueTable.row(name).difference(value));

    assertThat(
            crossing(
                row, () -> pool.<Wrapped, String>apply(wrapped -> wrapped.check().call(), sent)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("doubtful")
  void itArrivesWholeOrIsRefusedByName(Row row) {
    assertWholeOrRefused(row, () -> assertThat(differenceAsAnArgument(row)).isEmpty());
    assertWholeOrRefused(row, () -> assertThat(differenceAsAResult(row)).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void itIsRefusedAsAnArgumentOnTheCallersLine(Row row) {
    Object value = row.make();
    Box box = new Box(1, value, "behind");

    assertThat(refusalOf(() -> pool.apply(ValuesIT::asText, value)))
        .hasMessageContaining(row.refusal())
        .satisfies(ValuesIT::isThrownHere);
    assertThat(refusalOf(() -> pool.apply(ValuesIT::asText, new Object[] {List.of(box)})))
        .hasMessageContaining(row.refusal())
        .hasMessageContaining("content")
        .satisfies(ValuesIT::isThrownHere);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void itIsRefusedWhereALambdaCapturesIt(Row row) {
    Object value = row.make();

    assertThat(refusalOf(() -> pool.apply(() -> asText(value))))
        .hasMessageContaining(row.refusal())
        .hasMessageContaining("captured")
        .satisfies(ValuesIT::isThrownHere);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void itIsRefusedAsAResultForThatTaskAlone(Row row) {
    String name = row.name();

    assertThat(refusalOf(() -> pool.apply(() -> ValueTable.row(name).make())))
        .hasMessageContaining(row.refusal());
    assertThat(
            refusalOf(() -> pool.apply(() -> List.of(new Box(1, ValueTable.row(name).make(), "")))))
        .hasMessageContaining(row.refusal())
        .hasMessageContaining("content");
    assertThat(pool.<Long>apply(Probes::pid)).isEqualTo(pid);
  }

  private static String differenceAsAnArgument(Row row) {
    String name = row.name();
    Object value = row.make();
    return crossing(
        row, () -> pool.<Object, String>apply(v -> ValueTable.row(name).difference(v), value));
  }

  private static String differenceAsAResult(Row row) {
    String name = row.name();
    return row.difference(
        crossing(row, () -> pool.<Object>apply(() -> ValueTable.row(name).make())));
  }

  /** A failure says which row it is of. */
  private static <R> R crossing(Row row, Callable<R> call) {
    try {
      return call.call();
    } catch (Exception | StackOverflowError e) {
      throw new AssertionError(row + ": " + e.getMessage(), e);
    }
  }

  private static void assertWholeOrRefused(Row row, ThrowingCallable crossing) {
    Throwable thrown = catchThrowable(crossing);
    if (thrown != null) {
      assertThat(thrown)
          .as("%s", row)
          .hasCauseInstanceOf(SerializationException.class)
          .hasMessageContaining(row.refusal());
    }
  }

  private static SerializationException refusalOf(ThrowingCallable call) {
    SerializationException refusal = catchThrowableOfType(SerializationException.class, call);
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private static void isThrownHere(Throwable refusal) {
    assertThat(refusal.getStackTrace())
        .extracting(StackTraceElement::getClassName)
        .contains(ValuesIT.class.getName());
  }

  private static Box boxBack(String name, Box box) {
    requireSame(name, box.content());
    if (box.before() != 1 || !box.behind().equals("behind")) {
      throw new IllegalStateException("beside it: " + box.before() + " " + box.behind());
    }
    return new Box(2, ValueTable.row(name).make(), "behind the result");
  }

  private static List<Object> listBack(String name, List<Object> list) {
    requireSame(name, list.get(1));
    requireSame(name, list.get(3));
    if (!list.get(0).equals("before") || list.get(2) != null || !list.get(4).equals(1)) {
      throw new IllegalStateException("beside it: " + list.get(0) + list.get(2) + list.get(4));
    }
    Row row = ValueTable.row(name);
    return new ArrayList<>(Arrays.asList(null, row.make(), "between", row.make(), 2));
  }

  private static void requireSame(String name, Object arrived) {
    String difference = ValueTable.row(name).difference(arrived);
    if (!difference.isEmpty()) {
      throw new IllegalStateException(difference);
    }
  }

  private static String asText(Object value) {
    return String.valueOf(value);
  }
}
