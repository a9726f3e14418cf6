package io.procpool.it.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.ProcessPool;
import io.procpool.SerializationException;
import io.procpool.task.TaskFunction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What can be passed as a function, without a cast, and what cannot. */
class FunctionsIT {

  private static final List<String> WORDS = List.of("one", "three");

  private static ProcessPool pool;

  @BeforeAll
  static void open() {
    pool = ProcessPool.create(2);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  private record Greeter(String greeting) implements Serializable {

    String greet(String name) {
      return greeting + " " + name;
    }
  }

  private static final class Shout implements TaskFunction<String, String> {

    private static final long serialVersionUID = 1L;

    @Override
    public String apply(String text) {
      return text.toUpperCase(Locale.ROOT) + "!";
    }
  }

  @Test
  void aPlainLambdaNeedsNoCast() {
    List<Long> squares = pool.map(x -> x * x, List.of(1L, 2L, 3L));

    assertThat(squares).containsExactly(1L, 4L, 9L);
  }

  @Test
  void aLambdaCarriesWhatItCaptures() {
    int number = 3;
    String text = "s";
    Map<String, List<Integer>> table = Map.of("s", List.of(10, 20));
    Greeter greeter = new Greeter("hello");

    assertThat(
            pool.map(word -> greeter.greet(word) + number + table.get(text).get(1) + text, WORDS))
        .containsExactly("hello one320s", "hello three320s");
  }

  @Test
  void aLambdaCarriesTheLambdaThatItCaptures() {
    TaskFunction<Integer, Integer> inner = x -> x + 1;

    assertThat(pool.map(x -> inner.apply(inner.apply(x)), List.of(1, 2))).containsExactly(3, 4);
  }

  @Test
  void methodReferencesOfEveryKindWork() {
    Greeter greeter = new Greeter("hi");

    assertThat(pool.map(Integer::parseInt, List.of("1", "2"))).containsExactly(1, 2);
    assertThat(pool.map(greeter::greet, WORDS)).containsExactly("hi one", "hi three");
    assertThat(pool.map(String::length, WORDS)).containsExactly(3, 5);
    assertThat(pool.map(Greeter::new, WORDS))
        .containsExactly(new Greeter("one"), new Greeter("three"));
  }

  @Test
  void anObjectOfAClassIsAFunctionToo() {
    assertThat(pool.map(new Shout(), WORDS)).containsExactly("ONE!", "THREE!");
  }

  @Test
  void anArrayThatIsCapturedIsTheWorkersOwn() {
    int[] counter = {0};

    pool.map(x -> counter[0]++, List.of(1, 2, 3));

    assertThat(counter[0]).isZero();
  }

  @Test
  void aFunctionThatCannotBeSentIsRefusedOnTheCallersLineByTheGuiltyClass() {
    Thread captured = Thread.currentThread();
    List<ThrowingCall> calls =
        List.of(
            () -> pool.map(x -> captured.getName() + x, WORDS),
            () -> pool.mapAsync(x -> captured.getName() + x, WORDS),
            () -> pool.imap(x -> captured.getName() + x, WORDS),
            () -> pool.imapUnordered(x -> captured.getName() + x, WORDS),
            () -> pool.starmap((a, b) -> captured.getName() + a + b, Map.of(1, 2).entrySet()),
            () -> pool.apply(() -> captured.getName()),
            () -> pool.applyAsync(() -> captured.getName()));

    for (ThrowingCall call : calls) {
      SerializationException refusal =
          catchThrowableOfType(SerializationException.class, call::run);
      assertThat(refusal).hasMessageContaining("java.lang.Thread").hasMessageContaining("captured");
      assertThat(refusal.index()).isEqualTo(-1);
      assertThat(refusal.getStackTrace())
          .extracting(StackTraceElement::getClassName)
          .contains(FunctionsIT.class.getName());
    }
  }

  /** Such a lambda captures {@code this}, as lambdas that name a field do. */
  @Test
  void aRefusalNamesThePathToWhatIsHiddenDeepInside() {
    Holder holder = new Holder();

    SerializationException refusal =
        catchThrowableOfType(
            SerializationException.class, () -> pool.map(x -> holder.hidden + x, WORDS));

    assertThat(refusal).hasMessageContaining("java.lang.Thread").hasMessageContaining("hidden");
  }

  @Test
  void theItemsAreNotTouchedWhenTheFunctionIsRefused() {
    Thread captured = Thread.currentThread();
    List<Integer> pulled = new ArrayList<>();
    Iterable<Integer> items = () -> List.of(1, 2).stream().peek(pulled::add).iterator();

    catchThrowableOfType(
        SerializationException.class, () -> pool.map(x -> captured.getName() + x, items));

    assertThat(pulled).isEmpty();
  }

  private static final class Holder {

    private final List<Object> hidden = new ArrayList<>(List.of(Thread.currentThread()));
  }

  private interface ThrowingCall {
    void run();
  }
}
