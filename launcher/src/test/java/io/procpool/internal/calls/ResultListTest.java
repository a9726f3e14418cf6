package io.procpool.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultListTest {

  private static final int COUNT = 10_000;

  private final ResultList<Integer> results = new ResultList<>();

  @Test
  void itHoldsWhatWasPutInAnyOrder() {
    List<Integer> expected = new ArrayList<>(IntStream.range(0, COUNT).boxed().toList());
    List<Integer> order = new ArrayList<>(expected);
    Collections.shuffle(order, new java.util.Random(7));

    order.forEach(each -> results.put(each, each));

    assertThat(results).isEqualTo(expected).hasSameHashCodeAs(expected);
    assertThat(results.stream().mapToInt(Integer::intValue).sum()).isEqualTo(49_995_000);
    assertThat(results.parallelStream().mapToInt(Integer::intValue).sum()).isEqualTo(49_995_000);
  }

  @Test
  void whatIsMissingIsNull() {
    results.put(COUNT, 1);

    assertThat(results).hasSize(COUNT + 1);
    assertThat(results.get(0)).isNull();
    assertThatThrownBy(() -> results.get(COUNT + 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void itCanBeSortedButNotGrown() {
    IntStream.range(0, COUNT).forEach(index -> results.put(index, -index));

    Collections.sort(results);

    assertThat(results).isSorted();
    assertThatThrownBy(() -> results.add(1)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void itIsSerializedAsAListThatEverybodyKnows() throws Exception {
    results.put(0, 7);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(results);

    Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(read).isInstanceOf(ArrayList.class).isEqualTo(List.of(7));
  }
}
