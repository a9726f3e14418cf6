package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's own classes, without a flag. */
class JdkValuesTest {

  static Stream<Object> equalValues() throws Exception {
    return Stream.of(
        Optional.of(List.of("x")),
        Optional.empty(),
        OptionalInt.of(3),
        BitSet.valueOf(new long[] {5, 9}),
        EnumSet.of(TimeUnit.DAYS),
        EnumSet.noneOf(TimeUnit.class),
        URI.create("http://a/b?c#d"),
        new URL("http://a/b"),
        InetAddress.getByName("127.0.0.1"),
        Locale.forLanguageTag("th-TH-u-nu-thai-x-mine"),
        Currency.getInstance("EUR"),
        new SimpleTimeZone(3600_000, "own"),
        ZonedDateTime.ofLocal(
            ZonedDateTime.parse("2026-10-25T02:30:00+01:00[Europe/Berlin]").toLocalDateTime(),
            ZoneId.of("Europe/Berlin"),
            ZoneOffset.ofHours(1)),
        StandardCharsets.UTF_16,
        Collections.unmodifiableMap(new HashMap<>(Map.of("a", 1))).entrySet(),
        Collections.unmodifiableSet(new TreeSet<>(Set.of(1, 2))),
        Collections.synchronizedList(new ArrayList<>(List.of(1))),
        Collections.nCopies(3, "x"),
        Collections.emptyList(),
        Collections.singletonList(1),
        Collections.singletonMap("a", 1),
        Map.entry("a", 1),
        new AbstractMap.SimpleEntry<>("a", 1),
        new HashMap<>(Map.of("a", 1)).entrySet(),
        new HashMap<>(Map.of("a", 1)).keySet(),
        new TreeMap<>(Map.of("a", 1, "b", 2)).descendingMap(),
        new TreeMap<>(Map.of("a", 1, "b", 2)).headMap("b"),
        new ArrayList<>(List.of(1, 2, 3)).subList(1, 3),
        List.of(1, 2, 3).subList(1, 3),
        new CopyOnWriteArrayList<>(List.of(1)),
        Arrays.asList("a", null),
        Stream.of("a", null).toList(),
        new Throwable().getStackTrace()[0],
        int.class,
        void.class,
        Thread.class,
        String[][].class,
        Path.of("a"),
        new StringBuilder("x").toString());
  }

  @ParameterizedTest
  @MethodSource("equalValues")
  void aValueComesBackEqual(Object value) throws CodecException {
    assertThat(RoundTrip.of(value)).isEqualTo(value);
    assertThat(RoundTrip.of(new Object[] {value})[0]).isEqualTo(value);
  }

  @Test
  void whatHasNoEqualsHasItsContent() throws CodecException {
    assertThat(RoundTrip.of(new AtomicInteger(3)).get()).isEqualTo(3);
    assertThat(RoundTrip.of(new AtomicLong(-3)).get()).isEqualTo(-3);
    assertThat(
            RoundTrip.of(Pattern.compile("a+", Pattern.CASE_INSENSITIVE)).matcher("AA").matches())
        .isTrue();
    assertThat(RoundTrip.of(new ArrayDeque<>(List.of(1, 2)))).containsExactly(1, 2);
    assertThat(RoundTrip.of(new HashMap<>(Map.of("a", 1)).values())).hasToString("[1]");
    assertThat(RoundTrip.of(new Random(7)).nextInt()).isEqualTo(new Random(7).nextInt());
    assertThat(RoundTrip.of(new java.security.SecureRandom()).nextInt()).isNotNull();
    assertThat(RoundTrip.of(Logger.getLogger("a.b"))).isSameAs(Logger.getLogger("a.b"));
    LongSummaryStatistics statistics = new LongSummaryStatistics();
    statistics.accept(4);
    assertThat(RoundTrip.of(statistics)).hasToString(statistics.toString());
    PriorityQueue<Integer> queue = new PriorityQueue<>(Comparator.reverseOrder());
    queue.addAll(List.of(1, 3, 2));
    assertThat(RoundTrip.of(queue).poll()).isEqualTo(3);
  }

  @Test
  void onlyTheListsOfStreamsMayBeAskedForNull() throws CodecException {
    List<String> ofStream = RoundTrip.of(Stream.of("a", "b", "c").toList());
    List<String> ofList = RoundTrip.of(List.of("a", "b", "c"));

    assertThat(ofStream.contains(null)).isFalse();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> ofList.contains(null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void pathsTravelInsideOfThings() throws CodecException {
    assertThat(RoundTrip.of(new Path[] {Path.of("a"), null, Path.of("/b")}))
        .containsExactly(Path.of("a"), null, Path.of("/b"));
    assertThat(RoundTrip.of(new LinkedHashMap<>(Map.of("p", Path.of("a")))))
        .containsEntry("p", Path.of("a"));
  }

  @Test
  void buffersKeepWhatTheyHoldUpToTheirLimit() throws CodecException {
    ByteBuffer direct = ByteBuffer.allocateDirect(16).order(ByteOrder.LITTLE_ENDIAN);
    direct.putInt(1).putInt(2).flip().position(4);

    ByteBuffer back = RoundTrip.of(direct);

    assertThat(back.isDirect()).isTrue();
    assertThat(back.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(back.position()).isEqualTo(4);
    assertThat(back.limit()).isEqualTo(8);
    assertThat(back.getInt()).isEqualTo(2);
    assertThat(direct.position()).isEqualTo(4);
    assertThat(RoundTrip.of(ByteBuffer.wrap(new byte[] {1, 2}).asReadOnlyBuffer()))
        .isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}))
        .matches(ByteBuffer::isReadOnly);
    assertThat(RoundTrip.of(IntBuffer.wrap(new int[] {1, 2})).array()).containsExactly(1, 2);
    assertThat(RoundTrip.of((Object) CharBuffer.wrap("text"))).hasToString("text");
    assertThat(RoundTrip.of(ByteBuffer.wrap(new byte[8]).asLongBuffer()).remaining()).isEqualTo(1);
  }

  /** A proxy's, which travels. */
  record Answering(Object answer) implements InvocationHandler, Serializable {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      return answer;
    }
  }

  interface Question {
    Object ask();
  }

  @Test
  void proxiesTravelWithTheirHandlers() throws CodecException {
    Question proxy =
        (Question)
            Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Question.class}, new Answering(42));

    List<Question> back = RoundTrip.of(new ArrayList<>(List.of(proxy, proxy)));

    assertThat(back.get(0).ask()).isEqualTo(42);
    assertThat(back.get(1)).isSameAs(back.get(0));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "lists have no reversed() before")
  void aListThatIsTurnedAroundTravels() throws Exception {
    Object reversed = List.class.getMethod("reversed").invoke(new LinkedList<>(List.of(1, 2)));

    assertThat(RoundTrip.of(reversed)).isEqualTo(List.of(2, 1));
  }

  @Test
  @Timeout(20)
  void aListThatCopiesItselfAtEachChangeIsMadeAtOnce() throws CodecException {
    List<Integer> many = new CopyOnWriteArrayList<>(Collections.nCopies(500_000, 1));

    assertThat(RoundTrip.of(many).size()).isEqualTo(many.size());
  }

  @Test
  void aHolderMayHoldItself() throws CodecException {
    AtomicReference<Object> holder = new AtomicReference<>();
    holder.set(holder);
    Collection<Object> list = new ArrayList<>();
    list.add(Collections.singletonList(list));

    AtomicReference<Object> back = RoundTrip.of(holder);

    assertThat(back.get()).isSameAs(back);
    assertThat(RoundTrip.of(list)).hasSize(1);
  }

  @Test
  void arraysOfEveryTypeAndDepthTravel() throws CodecException {
    Object[] arrays = {
      new boolean[] {true, false},
      new char[] {'ß'},
      new short[] {-3},
      new float[] {1.5f},
      new long[][] {{1, 2}, {}},
      new Integer[][][] {{{1}, null}},
      new Object[0]
    };

    assertThat(Arrays.deepEquals(RoundTrip.of(arrays), arrays)).isTrue();
    for (Object array : arrays) {
      assertThat(RoundTrip.of(array)).isInstanceOf(array.getClass());
    }
  }

  @Test
  void aListOfNumbersTakesLittleMoreThanItsNumbers() throws CodecException {
    List<Long> longs = new ArrayList<>();
    for (long i = 0; i < 1000; i++) {
      longs.add(i % 60);
    }

    assertThat(RoundTrip.encoded(longs).length).isLessThan(1020);
    assertThat(RoundTrip.of(longs)).isEqualTo(longs);
  }
}
