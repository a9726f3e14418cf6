package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class UnlinkedLambdaTest {

  private final ValueCodec codec = new ValueCodec(getClass().getClassLoader()).linkingLate();

  @Test
  void itIsCalledBeforeItIsLinkedAndAfter() throws Exception {
    long captured = 7;
    TaskFunction<Long, Long> function = crossed(x -> x * captured);
    assertThat(function).isInstanceOf(UnlinkedLambda.class);

    for (long x = 0; x < 100; x++) {
      assertThat(function.apply(x)).isEqualTo(7 * x);
    }

    Object settled = ValueCodec.settled(function);
    assertThat(settled).isNotInstanceOf(UnlinkedLambda.class).isInstanceOf(TaskFunction.class);
  }

  @Test
  void aMethodOfPrimitivesTakesBoxes() throws Exception {
    TaskFunction<Integer, Long> widened = this.<Integer, Long>crossed(UnlinkedLambdaTest::twice);
    TaskFunction<String, Integer> parsed = crossed(Integer::parseInt);

    assertThat(widened.apply(3)).isEqualTo(6L);
    assertThat(parsed.apply("12")).isEqualTo(12);
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
  void oneThatIsMadeOftenIsLinked() throws Exception {
    TaskFunction<Long, Long> function = x -> x + 1;
    for (int i = 0; i < Lambdas.UNLINKED_USES; i++) {
      assertThat(crossed(function)).isInstanceOf(UnlinkedLambda.class);
    }

    assertThat(crossed(function)).isNotInstanceOf(UnlinkedLambda.class);
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
}
