package io.procpool.it.values;

import static io.procpool.it.values.Row.equal;
import static io.procpool.it.values.Row.same;
import static io.procpool.it.values.Row.seen;

import java.io.File;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ChoiceFormat;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.HijrahDate;
import java.time.chrono.IsoChronology;
import java.time.chrono.JapaneseDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.WeekFields;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.DoubleSummaryStatistics;
import java.util.GregorianCalendar;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.regex.Pattern;

/** The JDK's values that are no collections. */
final class PlainRows {

  private static final Instant MOMENT = Instant.parse("2026-02-28T23:59:59.123456789Z");
  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
  private static final Date DATE = new Date(1_234_567_890_123L);

  private PlainRows() {}

  static List<Row> all() {
    return List.of(
        equal("null", () -> null),
        same("Boolean", () -> Boolean.TRUE),
        equal("Byte", () -> Byte.MIN_VALUE),
        equal("Short", () -> Short.MIN_VALUE),
        equal("Character", () -> '\ud83d'),
        equal("Integer", () -> Integer.MIN_VALUE),
        equal("Long", () -> Long.MIN_VALUE),
        equal("Float, not a number", () -> Float.NaN),
        equal("Double, minus zero", () -> -0.0),
        equal("String, empty", () -> ""),
        equal("String of Latin letters", () -> "Grüezi \0 mitenand"),
        equal("String with an emoji", () -> "a 😀 b"),
        equal("String with half an emoji", () -> "a \ud83d b"),
        equal("String of a million", () -> "é".repeat(1_000_000)).large(),
        equal("BigInteger", () -> BigInteger.TWO.pow(200).negate()),
        equal("BigDecimal with a scale", () -> new BigDecimal("1.10")),
        equal("BigDecimal, large", () -> new BigDecimal("-12345678901234567890.12345678901234567")),
        equal("MathContext", () -> new MathContext(7, RoundingMode.CEILING)),
        equal("boolean[]", () -> new boolean[] {true, false}),
        equal("byte[]", () -> new byte[] {1, -1}),
        equal("short[]", () -> new short[] {1, -1}),
        equal("char[]", () -> new char[] {'a', '\uffff'}),
        equal("int[]", () -> new int[] {1, -1}),
        equal("long[]", () -> new long[] {1, -1}),
        equal("float[]", () -> new float[] {1, Float.NaN}),
        equal("double[]", () -> new double[] {1, Double.NaN}),
        equal("int[], empty", () -> new int[0]),
        equal("String[]", () -> new String[] {"a", null, "😀"}),
        equal("Object[] of many kinds", () -> new Object[] {1, "a", null, new int[] {1}, 'c'}),
        equal("Integer[]", () -> new Integer[] {1, null}),
        equal("int[][]", () -> new int[][] {{1}, {}, null, {2, 3}}),
        equal("String[][][]", () -> new String[][][] {{{"a"}, null}, {}}),
        equal("enum[]", () -> new DayOfWeek[] {DayOfWeek.MONDAY, null}),
        equal("Optional[]", () -> new Optional<?>[] {Optional.empty(), Optional.of("a")}),
        equal("Object[] in a Cloneable[]", () -> new Cloneable[] {new int[] {1}, DATE}),
        equal("Number[]", () -> new Number[] {1, 2L, 3.0, new Whole(4)}),
        equal("List[]", () -> new List<?>[] {List.of(1), null}),
        equal("Instant", () -> MOMENT),
        equal("LocalDate", () -> LocalDate.MIN),
        equal("LocalTime", () -> LocalTime.MAX),
        equal("LocalDateTime", () -> LocalDateTime.of(2026, 2, 28, 1, 2, 3, 4)),
        equal("ZonedDateTime", () -> MOMENT.atZone(ZURICH)),
        equal("OffsetDateTime", () -> MOMENT.atOffset(ZoneOffset.ofHours(-3))),
        equal("OffsetTime", () -> OffsetTime.of(1, 2, 3, 4, ZoneOffset.MIN)),
        equal("Duration", () -> Duration.ofSeconds(-1, 5)),
        equal("Period", () -> Period.of(1, -2, 3)),
        equal("Year", () -> Year.of(2026)),
        equal("YearMonth", () -> YearMonth.of(2026, 2)),
        equal("MonthDay", () -> MonthDay.of(2, 29)),
        equal("ZoneId", () -> ZURICH),
        equal("ZoneOffset", () -> ZoneOffset.ofHoursMinutes(5, 45)),
        same("DayOfWeek", () -> DayOfWeek.SUNDAY),
        same("ChronoUnit", () -> ChronoUnit.FOREVER),
        same("TimeUnit", () -> TimeUnit.DAYS),
        same("IsoChronology", () -> IsoChronology.INSTANCE),
        equal("JapaneseDate", () -> JapaneseDate.of(2026, 2, 28)),
        equal("HijrahDate", () -> HijrahDate.of(1447, 2, 3)),
        equal("WeekFields", () -> WeekFields.of(Locale.GERMANY)),
        equal("Clock of the system", () -> Clock.system(ZURICH)),
        equal("Clock, fixed", () -> Clock.fixed(MOMENT, ZURICH)),
        equal("Date", () -> DATE),
        equal("java.sql.Date", () -> new java.sql.Date(DATE.getTime())),
        equal("java.sql.Time", () -> new java.sql.Time(DATE.getTime())),
        equal("java.sql.Timestamp", () -> java.sql.Timestamp.from(MOMENT)),
        equal("GregorianCalendar", PlainRows::calendar),
        equal("TimeZone", () -> TimeZone.getTimeZone("Asia/Kathmandu")),
        equal("SimpleTimeZone", () -> new SimpleTimeZone(3_600_000, "Mine")),
        PlainRows.<SimpleDateFormat>formats(
            "SimpleDateFormat",
            () -> new SimpleDateFormat("yyyy-MM-dd", Locale.ROOT),
            format -> format.format(DATE)),
        PlainRows.<DecimalFormat>formats(
            "DecimalFormat", () -> new DecimalFormat("#,##0.000"), format -> format.format(12345)),
        PlainRows.<MessageFormat>formats(
            "MessageFormat",
            () -> new MessageFormat("{0} of {1,number}", Locale.ROOT),
            format -> format.format(new Object[] {"a", 1234})),
        PlainRows.<ChoiceFormat>formats(
            "ChoiceFormat", () -> new ChoiceFormat("0#none|1#one"), format -> format.format(1)),
        equal("Locale", () -> Locale.forLanguageTag("de-CH")),
        equal("Locale with an extension", () -> Locale.forLanguageTag("th-TH-u-nu-thai-x-mine")),
        same("Charset", () -> StandardCharsets.UTF_16LE),
        equal("Charset by name", () -> Charset.forName("windows-1252")),
        same("Currency", () -> Currency.getInstance("CHF")),
        Row.<Pattern>seen(
            "Pattern",
            () -> Pattern.compile("(?<year>\\d+)-", Pattern.CASE_INSENSITIVE | Pattern.COMMENTS),
            pattern -> pattern.pattern() + pattern.flags() + pattern.matcher("12-").find()),
        seen("StringBuilder", () -> new StringBuilder("a😀"), Object::toString),
        seen("StringBuffer", () -> new StringBuffer("a😀"), Object::toString),
        equal("UUID", () -> new UUID(-1, 42)),
        equal("URI", () -> URI.create("https://user@example.org:8080/a%20b?q=ü#f")),
        seen("URL", () -> new URI("https://example.org/a?b#c").toURL(), URL::toExternalForm),
        equal("File", () -> new File("a/../b.txt")),
        equal("Path", () -> Path.of("a", "..", "b.txt")),
        equal("Path, absolute", () -> Path.of("/tmp/ü")),
        equal("Path, empty", () -> Path.of("")),
        Row.<InetAddress>seen(
            "Inet4Address",
            () -> InetAddress.getByAddress("here.example.org", new byte[] {10, 0, 0, 1}),
            address -> address.getHostName() + address),
        equal("Inet6Address", () -> InetAddress.getByName("2001:db8::1")),
        equal("InetSocketAddress", () -> new InetSocketAddress(address(), 80)),
        equal(
            "InetSocketAddress, unresolved",
            () -> InetSocketAddress.createUnresolved("nowhere.invalid", 80)),
        equal("Optional", () -> Optional.of("a")),
        equal("Optional of a list with a map", () -> Optional.of(List.of(Map.of(1, "a")))),
        same("Optional, empty", Optional::empty),
        equal("OptionalInt", () -> OptionalInt.of(1)),
        equal("OptionalInt, empty", OptionalInt::empty),
        equal("OptionalLong", () -> OptionalLong.of(1)),
        equal("OptionalDouble", () -> OptionalDouble.of(1)),
        seen("AtomicInteger", () -> new AtomicInteger(7), Object::toString),
        seen("AtomicLong", () -> new AtomicLong(7), Object::toString),
        seen("AtomicBoolean", () -> new AtomicBoolean(true), Object::toString),
        seen("AtomicReference", () -> new AtomicReference<>(List.of(1)), Object::toString),
        seen("AtomicIntegerArray", () -> new AtomicIntegerArray(new int[] {1}), Object::toString),
        seen("AtomicLongArray", () -> new AtomicLongArray(new long[] {1}), Object::toString),
        seen(
            "AtomicReferenceArray",
            () -> new AtomicReferenceArray<>(new String[] {"a", null}),
            Object::toString),
        seen("LongAdder", PlainRows::longAdder, Object::toString),
        seen("DoubleAdder", PlainRows::doubleAdder, Object::toString),
        Row.<LongAccumulator>seen(
            "LongAccumulator", PlainRows::accumulator, LongAccumulator::intValue),
        Row.<Random>seen("Random", () -> new Random(42), random -> random.ints(5).boxed().toList()),
        seen("ThreadLocalRandom", ThreadLocalRandom::current, Object::getClass),
        seen("IntSummaryStatistics", PlainRows::intStatistics, Object::toString),
        seen("LongSummaryStatistics", PlainRows::longStatistics, Object::toString),
        seen("LongSummaryStatistics, empty", LongSummaryStatistics::new, Object::toString),
        seen("DoubleSummaryStatistics", PlainRows::doubleStatistics, Object::toString),
        equal("BitSet", () -> BitSet.valueOf(new long[] {5, 0, 1})),
        same("Class", () -> String.class),
        same("Class of what does not cross", () -> Thread.class),
        same("Class of everything", () -> Object.class),
        same("Class of an interface", () -> AutoCloseable.class),
        same("Class of an enum's body", () -> Samples.Operation.PLUS.getClass()),
        same("Class of a primitive", () -> int.class),
        same("Class of nothing", () -> void.class),
        same("Class of an array of primitives", () -> int[][].class),
        same("Class of an array", () -> Map.Entry[].class),
        same("Class of the job's", () -> PlainRows.class),
        same("Class of an array of the job's", () -> PlainRows[].class),
        equal("StackTraceElement", () -> new Throwable().getStackTrace()[0]),
        equal("StackTraceElement[]", () -> new StackTraceElement[] {element()}),
        seen("Throwable", PlainRows::throwable, Dump::of),
        seen("Object", Object::new, Object::getClass),
        same("Level", () -> Level.WARNING),
        Row.<ReentrantLock>seen(
            "ReentrantLock", () -> new ReentrantLock(true), lock -> lock.isFair()),
        seen("ReentrantReadWriteLock", ReentrantReadWriteLock::new, Object::getClass),
        Row.<Semaphore>seen("Semaphore", () -> new Semaphore(3), Semaphore::availablePermits),
        buffer("ByteBuffer", () -> ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}, 1, 3)),
        buffer("ByteBuffer, little endian", PlainRows::littleEndian),
        buffer("ByteBuffer, read only", () -> ByteBuffer.wrap(new byte[] {1}).asReadOnlyBuffer()),
        buffer("ByteBuffer, direct", () -> ByteBuffer.allocateDirect(8).putInt(42)),
        buffer("ByteBuffer, a slice", () -> ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2).slice()),
        buffer("CharBuffer", () -> CharBuffer.wrap("abc")),
        buffer("ShortBuffer", () -> ShortBuffer.wrap(new short[] {1, 2})),
        buffer("IntBuffer", () -> IntBuffer.wrap(new int[] {1, 2}).position(1)),
        buffer("LongBuffer", () -> LongBuffer.wrap(new long[] {1, 2})),
        buffer("FloatBuffer", () -> FloatBuffer.wrap(new float[] {1, 2})),
        buffer("DoubleBuffer", () -> DoubleBuffer.wrap(new double[] {1, 2}).limit(1)),
        Row.<Comparable<String>>seen("Proxy", PlainRows::proxy, proxy -> proxy.compareTo("abc")));
  }

  private static <T> Row formats(String name, Callable<T> made, Function<T, String> formatted) {
    return Row.<T>seen(name, made, format -> List.of(formatted.apply(format), format));
  }

  /** What is left to read; what lies outside of it may stay behind. */
  private static Row buffer(String name, Callable<? extends Buffer> made) {
    return Row.<Buffer>seen(
            name,
            made,
            buffer ->
                List.of(buffer, buffer.isReadOnly(), buffer.isDirect(), order(buffer).toString()))
        .asAnyClass();
  }

  private static ByteOrder order(Buffer buffer) {
    return buffer instanceof ByteBuffer bytes ? bytes.order() : ByteOrder.nativeOrder();
  }

  private static ByteBuffer littleEndian() {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(42).flip();
  }

  private static Calendar calendar() {
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(ZURICH), Locale.GERMANY);
    calendar.setTime(DATE);
    calendar.setLenient(false);
    return calendar;
  }

  private static InetAddress address() throws java.net.UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static LongAdder longAdder() {
    LongAdder adder = new LongAdder();
    adder.add(5);
    return adder;
  }

  private static DoubleAdder doubleAdder() {
    DoubleAdder adder = new DoubleAdder();
    adder.add(5);
    return adder;
  }

  private static LongAccumulator accumulator() {
    LongAccumulator accumulator =
        new LongAccumulator(
            (java.util.function.LongBinaryOperator & Serializable) (a, b) -> a * b, 2);
    accumulator.accumulate(21);
    return accumulator;
  }

  private static IntSummaryStatistics intStatistics() {
    IntSummaryStatistics statistics = new IntSummaryStatistics();
    statistics.accept(3);
    statistics.accept(-4);
    return statistics;
  }

  private static LongSummaryStatistics longStatistics() {
    LongSummaryStatistics statistics = new LongSummaryStatistics();
    statistics.accept(3);
    statistics.accept(Long.MIN_VALUE);
    return statistics;
  }

  private static DoubleSummaryStatistics doubleStatistics() {
    DoubleSummaryStatistics statistics = new DoubleSummaryStatistics();
    statistics.accept(0.1);
    statistics.accept(1e300);
    return statistics;
  }

  private static StackTraceElement element() {
    return new StackTraceElement("app", "module", "1.0", "a.B", "c", "B.java", -2);
  }

  private static Throwable throwable() {
    Throwable thrown = new IllegalStateException("a", new java.io.IOException("b"));
    thrown.addSuppressed(new Error());
    return thrown;
  }

  @SuppressWarnings("unchecked") // the handler answers compareTo
  private static Comparable<String> proxy() {
    return (Comparable<String>)
        Proxy.newProxyInstance(
            PlainRows.class.getClassLoader(), new Class<?>[] {Comparable.class}, new Answer(42));
  }

  private record Answer(int number) implements InvocationHandler, Serializable {

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      return number;
    }
  }

  /** A number of the job's own. */
  private static final class Whole extends Number {

    private static final long serialVersionUID = 1L;

    private final int value;

    Whole(int value) {
      this.value = value;
    }

    @Override
    public int intValue() {
      return value;
    }

    @Override
    public long longValue() {
      return value;
    }

    @Override
    public float floatValue() {
      return value;
    }

    @Override
    public double doubleValue() {
      return value;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Whole like && like.value == value;
    }

    @Override
    public int hashCode() {
      return value;
    }
  }
}
