package io.procpool.it.values;

import static io.procpool.it.values.Row.equal;
import static io.procpool.it.values.Row.items;
import static io.procpool.it.values.Row.same;
import static io.procpool.it.values.Row.seen;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kotlin.Lazy;
import kotlin.LazyKt;
import kotlin.Pair;
import kotlin.ResultKt;
import kotlin.Triple;
import kotlin.Unit;
import kotlin.collections.ArraysKt;
import kotlin.collections.CollectionsKt;
import kotlin.collections.IndexedValue;
import kotlin.collections.MapsKt;
import kotlin.collections.SetsKt;
import kotlin.random.RandomKt;
import kotlin.ranges.IntRange;
import kotlin.text.Regex;
import kotlin.text.RegexOption;
import scala.Option;
import scala.Some;
import scala.Symbol;
import scala.Tuple2;
import scala.Tuple3;
import scala.collection.immutable.LazyList;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Range$;
import scala.collection.immutable.Vector;
import scala.jdk.javaapi.CollectionConverters;
import scala.math.BigDecimal;
import scala.math.BigInt;
import scala.util.Left;
import scala.util.Right;
import scala.util.Success;

/** Values of Kotlin's and Scala's own libraries. */
final class LanguageRows {

  private LanguageRows() {}

  static List<Row> all() {
    return Stream.of(kotlin(), scala()).flatMap(List::stream).toList();
  }

  private static List<Row> kotlin() {
    return List.of(
        equal("Kotlin Pair", () -> new Pair<>("a", List.of(1))),
        equal("Kotlin Triple", () -> new Triple<>("a", null, 3)),
        same("Kotlin Unit", () -> Unit.INSTANCE),
        same("Kotlin emptyList", CollectionsKt::emptyList),
        same("Kotlin emptyMap", MapsKt::emptyMap),
        same("Kotlin emptySet", SetsKt::emptySet),
        equal("Kotlin listOf", () -> CollectionsKt.<Object>listOf("a", null, 3)),
        equal("Kotlin listOf 1", () -> CollectionsKt.listOf("a")),
        equal("Kotlin mutableListOf", () -> CollectionsKt.mutableListOf(1, 2)),
        equal("Kotlin buildList", LanguageRows::builtList),
        equal("Kotlin buildMap", LanguageRows::builtMap),
        equal("Kotlin buildSet", LanguageRows::builtSet),
        equal("Kotlin mapOf", () -> MapsKt.toMap(List.of(new Pair<>("a", 1), new Pair<>("b", 2)))),
        equal("Kotlin ArrayDeque", LanguageRows::deque),
        equal("Kotlin list of an IntArray", () -> ArraysKt.asList(new int[] {1, 2})),
        equal("Kotlin IntRange", () -> new IntRange(1, 5)),
        equal("Kotlin IndexedValue", () -> new IndexedValue<>(1, "a")),
        Row.<Regex>seen(
            "Kotlin Regex",
            () -> new Regex("a+", RegexOption.IGNORE_CASE),
            regex -> regex.matches("AA") + regex.toString() + regex.getOptions()),
        Row.<Lazy<?>>seen("Kotlin lazy, computed", () -> LazyKt.lazyOf(5), Lazy::getValue),
        seen(
            "Kotlin failed Result",
            () -> ResultKt.createFailure(new IllegalStateException("a")),
            Object::toString),
        seen("Kotlin Random", () -> RandomKt.Random(42), LanguageRows::numbers));
  }

  private static List<Row> scala() {
    return List.of(
        same("Scala Nil", () -> Nil$.MODULE$),
        same("Scala None", Option::empty),
        equal("Scala Some", () -> new Some<>(List.of(1))),
        equal("Scala Tuple2", () -> new Tuple2<>("a", 1)),
        equal("Scala Tuple2 of longs", () -> new Tuple2<Object, Object>(1L, 2L)),
        equal("Scala Tuple3", () -> new Tuple3<>("a", null, 'c')),
        equal("Scala List", () -> list(1, "b", 'c')),
        equal("Scala List of ten thousand", LanguageRows::longList).large(),
        equal("Scala Vector", LanguageRows::vector),
        equal("Scala Map", () -> scalaMap(Map.of("a", 1, "b", 2))),
        equal("Scala Map, empty", () -> scalaMap(Map.of())),
        equal("Scala HashMap", () -> scalaMap(Map.of(1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6))),
        equal("Scala Set", () -> CollectionConverters.asScala(java.util.Set.of(1, 2)).toSet()),
        equal("Scala ArrayBuffer", () -> CollectionConverters.asScala(some()).toBuffer()),
        equal("Scala Seq around a Java list", () -> CollectionConverters.asScala(some())),
        equal("Scala Range", () -> Range$.MODULE$.inclusive(1, 5)),
        equal("Scala LazyList", () -> LazyList.from(list(1, 2, 3))),
        equal("Scala BigInt", () -> BigInt.apply("123456789012345678901234567890")),
        equal("Scala BigDecimal", () -> new BigDecimal(new java.math.BigDecimal("1.10"))),
        equal("Scala Right", () -> new Right<>(1)),
        equal("Scala Left", () -> new Left<>("a")),
        equal("Scala Success", () -> new Success<>(list(1))),
        same("Scala Symbol", () -> Symbol.apply("procpool")),
        items("Java list around a Scala one", () -> CollectionConverters.asJava(list(1, 2))));
  }

  private static Object builtList() {
    List<Object> list = CollectionsKt.createListBuilder();
    list.addAll(Arrays.asList(1, null, "c"));
    return CollectionsKt.build(list);
  }

  private static Object builtMap() {
    Map<Object, Object> map = MapsKt.createMapBuilder();
    map.put("a", 1);
    map.put("b", List.of());
    return MapsKt.build(map);
  }

  private static Object builtSet() {
    java.util.Set<Object> set = SetsKt.createSetBuilder();
    set.add("a");
    return SetsKt.build(set);
  }

  private static Object deque() {
    kotlin.collections.ArrayDeque<Object> deque = new kotlin.collections.ArrayDeque<>();
    deque.addLast(1);
    deque.addFirst("b");
    return deque;
  }

  private static Object numbers(kotlin.random.Random random) {
    return List.of(random.nextInt(), random.nextInt());
  }

  private static List<Object> some() {
    return new java.util.ArrayList<>(List.of(1, "b"));
  }

  private static scala.collection.immutable.List<Object> list(Object... items) {
    return CollectionConverters.asScala(Arrays.asList(items)).toList();
  }

  private static Object longList() {
    return list(java.util.stream.IntStream.range(0, 10_000).boxed().toArray());
  }

  private static Vector<Object> vector() {
    return CollectionConverters.asScala(some()).toVector();
  }

  private static Object scalaMap(Map<?, ?> map) {
    return scala.collection.immutable.Map.from(CollectionConverters.asScala(map));
  }
}
