package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueCodecTest {

  private final ValueCodec codec = new ValueCodec(ValueCodecTest.class.getClassLoader());

  static Stream<Object> values() {
    return Stream.of(
        true,
        false,
        (byte) -7,
        (short) 300,
        'ß',
        -1,
        Integer.MIN_VALUE,
        42L,
        Long.MIN_VALUE,
        1.5f,
        Double.MIN_VALUE,
        "",
        "größer",
        "𝄞 music",
        "a lone surrogate \ud800 is kept",
        new BigInteger("20880467999847912034355032910567"),
        new BigDecimal("1.50"),
        List.of(1, "two", 3.0),
        Arrays.asList(1, null),
        new ArrayList<>(List.of(new Point(1, 2))),
        Set.of("a", "b"),
        Map.of("a", 1),
        new HashMap<>(Map.of("k", List.of(1L))),
        new TreeMap<>(Map.of("k", 1)),
        Collections.unmodifiableList(new ArrayList<>(List.of(1, 2))),
        new EnumMap<>(Map.of(TimeUnit.DAYS, 1)),
        TimeUnit.HOURS,
        new Point(1, 2),
        new Tree("root", List.of(new Tree("leaf", List.of()))),
        UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
        URI.create("file:///tmp"),
        Path.of("a b", "größer"),
        new java.util.Date(1),
        new Labelled("label", List.of(1, 2)),
        reversed(),
        ZonedDateTime.parse("2026-11-21T10:00:00+01:00[Europe/Berlin]"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueComesBackEqual(Object value) throws CodecException {
    assertThat(roundTrip(value)).isEqualTo(value);
  }

  @Test
  void nullAndArraysComeBack() throws CodecException {
    assertThat(roundTrip(null)).isNull();
    assertThat(roundTrip(new byte[] {1, -1})).isEqualTo(new byte[] {1, -1});
    assertThat(roundTrip(new int[] {1, -1})).isEqualTo(new int[] {1, -1});
    assertThat(roundTrip(new long[] {1, -1})).isEqualTo(new long[] {1, -1});
    assertThat(roundTrip(new double[] {1.5, Double.NaN})).isEqualTo(new double[] {1.5, Double.NaN});
    assertThat(roundTrip(new String[] {"a", null})).isEqualTo(new String[] {"a", null});
    assertThat(roundTrip(new float[] {1})).isEqualTo(new float[] {1});
  }

  @Test
  void cyclesAndSharedReferencesAreKeptWithinAValue() throws CodecException {
    List<Object> shared = new ArrayList<>(List.of("x"));
    List<Object> cycle = new ArrayList<>(List.of(shared, shared));
    cycle.add(cycle);

    List<?> back = (List<?>) roundTrip(cycle);

    assertThat(back.get(0)).isSameAs(back.get(1));
    assertThat(back.get(2)).isSameAs(back);
  }

  /** S9: what a task sees must not depend on what is encoded beside it. */
  @Test
  void referencesAreNotKeptFromOneValueToTheNext() throws CodecException {
    List<Integer> same = new ArrayList<>(List.of(1));
    PayloadWriter out = new PayloadWriter(16);
    codec.encode(same, out);
    int length = out.size();
    codec.encode(same, out);
    PayloadReader in = new PayloadReader(out.toByteArray());

    Object first = codec.decode(in.slice(length));
    Object second = codec.decode(in.slice(length));

    assertThat(first).isNotSameAs(second).isEqualTo(second).isEqualTo(same);
  }

  @Test
  void aLambdaRunsWithWhatItCaptured() throws Exception {
    int offset = 40;
    List<Integer> more = List.of(1, 2);

    TaskFunction<Integer, Integer> back =
        cast(roundTrip((TaskFunction<Integer, Integer>) x -> x + offset + more.size()));

    assertThat(back.apply(1)).isEqualTo(43);
  }

  @Test
  void methodReferencesOfAllKindsRun() throws Exception {
    String bound = "bound";

    TaskFunction<String, Integer> unbound =
        cast(roundTrip((TaskFunction<String, Integer>) String::length));
    TaskFunction<String, String> withReceiver =
        cast(roundTrip((TaskFunction<String, String>) bound::concat));
    TaskFunction<String, Integer> ofStatic =
        cast(roundTrip((TaskFunction<String, Integer>) Integer::parseInt));
    TaskFunction<String, StringBuilder> constructor =
        cast(roundTrip((TaskFunction<String, StringBuilder>) StringBuilder::new));

    assertThat(unbound.apply("four")).isEqualTo(4);
    assertThat(withReceiver.apply("!")).isEqualTo("bound!");
    assertThat(ofStatic.apply("12")).isEqualTo(12);
    assertThat(constructor.apply("x")).hasToString("x");
  }

  @Test
  void aLambdaInsideAnObjectRuns() throws Exception {
    Holder back = (Holder) roundTrip(new Holder("named", x -> x * 2));

    assertThat(back.function().apply(21L)).isEqualTo(42L);
  }

  @Test
  void anAnonymousFunctionKeepsWhatItCaptured() throws Exception {
    TaskFunction<Integer, Integer> back = cast(roundTrip(times(Integer.parseInt("5"))));

    assertThat(back.apply(3)).isEqualTo(15);
  }

  @Test
  void theOrderOfAMapIsKept() throws Exception {
    assertThat(((Map<?, ?>) roundTrip(reversed())).keySet().toString()).isEqualTo("[b, a]");
  }

  @Test
  void anObjectWhoseReadingThrowsInCirclesIsRefused() throws Exception {
    assertThatThrownBy(() -> roundTrip(new Circular()))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("in circles");
  }

  private static TaskFunction<Integer, Integer> times(int factor) {
    return new TaskFunction<>() {
      private static final long serialVersionUID = 1L;

      @Override
      public Integer apply(Integer x) {
        return x * factor;
      }
    };
  }

  @Test
  void aFunctionBoundToItsItemRuns() throws Exception {
    TaskCallable<Long> back = cast(roundTrip(TaskCallable.<Long, Long>binding(x -> x * x, 7L)));

    assertThat(back.call()).isEqualTo(49L);
  }

  @Test
  void aLambdaThatIsNotSerializableIsRefusedWithAWayOut() {
    Runnable plain = () -> {};

    assertThatThrownBy(() -> roundTrip(plain))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("is not serializable")
        .hasMessageContaining("TaskFunction");
  }

  @Test
  void anOpenSocketIsRefusedByName() throws Exception {
    try (ServerSocket socket = new ServerSocket()) {
      assertThatThrownBy(() -> roundTrip(socket))
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("java.net.ServerSocket");
    }
  }

  @Test
  void theFieldThatHoldsSomethingUnserializableIsNamed() throws Exception {
    try (ServerSocket socket = new ServerSocket()) {
      assertThatThrownBy(() -> roundTrip(new Config(new Client(socket))))
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("client.connection")
          .hasMessageContaining("java.net.ServerSocket is not serializable");
    }
  }

  @Test
  void aCapturedValueThatCannotTravelIsNamed() throws Exception {
    try (ServerSocket socket = new ServerSocket()) {
      TaskCallable<Integer> task = socket::getLocalPort;

      assertThatThrownBy(() -> roundTrip(task))
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("captured ServerSocket (java.net.ServerSocket)");
    }
  }

  @Test
  void aRefusedValueLeavesNothingBehind() {
    PayloadWriter out = new PayloadWriter(16);
    out.writeInt(1);

    assertThatThrownBy(() -> codec.encode(new Thread(), out)).isInstanceOf(CodecException.class);

    assertThat(out.size()).isEqualTo(4);
  }

  @Test
  void theCodecIsUsableAfterARefusal() throws CodecException {
    assertThatThrownBy(() -> roundTrip(new Thread())).isInstanceOf(CodecException.class);

    assertThat(roundTrip(new Point(3, 4))).isEqualTo(new Point(3, 4));
  }

  @Test
  void bytesThatAreNoValueAreRefused() {
    for (int tag = 0; tag < 256; tag++) {
      PayloadReader garbage = new PayloadReader(new byte[] {(byte) tag, 99, 1, 2, 3, 4, 5, 6, 7});
      try {
        codec.decode(garbage);
      } catch (CodecException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
  }

  @Test
  void serializableClassesKeepTheirOwnHooks() throws CodecException {
    assertThat(roundTrip(Singleton.INSTANCE)).isSameAs(Singleton.INSTANCE);
  }

  private Object roundTrip(Object value) throws CodecException {
    PayloadWriter out = new PayloadWriter(16);
    codec.encode(value, out);
    PayloadReader in = new PayloadReader(out.toByteArray());
    Object back = codec.decode(in);
    assertThat(in.remaining()).isZero();
    return back;
  }

  @SuppressWarnings("unchecked")
  private static <F> F cast(Object function) {
    return (F) function;
  }

  private static java.util.concurrent.ConcurrentSkipListMap<String, Integer> reversed() {
    var map =
        new java.util.concurrent.ConcurrentSkipListMap<String, Integer>(
            java.util.Comparator.reverseOrder());
    map.putAll(Map.of("a", 1, "b", 2));
    return map;
  }

  /** Kryo would fill an empty list of this class, and forget the label. */
  static final class Labelled extends ArrayList<Integer> {

    private static final long serialVersionUID = 1L;

    private final String label;

    Labelled(String label, List<Integer> elements) {
      super(elements);
      this.label = label;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Labelled that && label.equals(that.label) && super.equals(that);
    }

    @Override
    public int hashCode() {
      return label.hashCode();
    }
  }

  record Point(int x, int y) {}

  record Tree(String name, List<Tree> children) {}

  record Holder(String name, TaskFunction<Long, Long> function) {}

  record Client(ServerSocket connection) {}

  record Config(Client client) {}

  static final class Circular implements Serializable {

    private static final long serialVersionUID = 1L;

    private void readObject(java.io.ObjectInputStream in) {
      RuntimeException first = new IllegalStateException("in circles");
      first.initCause(new IllegalStateException("in circles", first));
      throw first;
    }
  }

  static final class Singleton implements Serializable {

    private static final long serialVersionUID = 1L;

    static final Singleton INSTANCE = new Singleton();

    private Object readResolve() {
      return INSTANCE;
    }
  }
}
