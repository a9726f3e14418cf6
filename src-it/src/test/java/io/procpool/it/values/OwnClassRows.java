package io.procpool.it.values;

import static io.procpool.it.values.Row.equal;
import static io.procpool.it.values.Row.same;
import static io.procpool.it.values.Row.seen;

import io.procpool.it.values.Samples.Operation;
import io.procpool.it.values.Samples.Outer;
import io.procpool.it.values.Samples.Point;
import io.procpool.it.values.Samples.SerializableSupplier;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Records, enums and classes of the job's own. */
final class OwnClassRows {

  private OwnClassRows() {}

  static List<Row> all() {
    return Stream.of(records(), classes(), serializable(), nested(), collections(), functions())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Row> records() {
    return List.of(
        equal("record", () -> new Point(1, -1)),
        equal("record that is serializable", () -> new Samples.SerializablePoint(1, 2)),
        equal("record of nothing", Samples.Nothing::new),
        equal("record, generic", OwnClassRows::generic),
        seen(
            "record of arrays",
            () ->
                new Samples.Arrayed(
                    new int[] {1}, new String[][] {{"a"}, null}, new long[][] {{2}}),
            Dump::of),
        equal(
            "record of primitives",
            () ->
                new Samples.Primitives(
                    true, (byte) -1, (short) -2, 'c', 4, 5L, 6f, Double.NaN, null, null)),
        equal("record that checks", () -> new Samples.Range(3)),
        equal("record that copies", () -> new Samples.Team("a", new ArrayList<>(List.of("b")))),
        equal("record with a writeReplace", () -> new Samples.Replaced("a")),
        equal("record, local", () -> Samples.localRecord("a")),
        equal(
            "record of a record of an Optional", () -> Map.entry(Optional.of(new Point(1, 2)), 1)),
        same("enum", () -> DayOfWeek.MONDAY),
        same("enum with a body", () -> Operation.MINUS),
        equal("enum[] with bodies", Operation::values),
        equal(
            "sealed hierarchy",
            () ->
                List.<Samples.Shape>of(
                    new Samples.Circle(1), new Samples.Square(2), Samples.Unit.INSTANCE)));
  }

  private static List<Row> classes() {
    return List.of(
        seen("class without a plain constructor", () -> new Samples.Plain("a", 1, null), Dump::of)
            .withSight(OwnClassRows::withoutForgotten),
        Row.<Samples.Derived>seen(
            "class with a field that hides one",
            () -> new Samples.Derived(1, 2),
            derived -> List.of(derived.baseValue(), derived.value())),
        seen("class with fields that lie", Samples.Polluted::made, Dump::of),
        seen(
            "class, generic",
            () -> new Samples.Holder<>(new Point(1, 2), new int[] {3}, new Point(4, 5)),
            Dump::of),
        seen(
            "class, generic in itself",
            () -> new Samples.Holder<Object>(new Samples.Holder<>("a", 1, "b"), "c", 1, "d"),
            Dump::of),
        seen(
            "class that fixes a type parameter",
            () -> new Samples.TextHolder("a", new Samples.TextHolder("b", 'c')),
            Dump::of),
        Row.<Iterable<Integer>>seen(
            "class that is Iterable", () -> new Samples.Countdown(3), OwnClassRows::listed),
        equal("Kotlin-like data class", () -> new Samples.KotlinLikeData("a", List.of(1, 2))));
  }

  private static List<Row> serializable() {
    return List.of(
        Row.<Samples.SerializablePlain>seen(
            "serializable class",
            () -> Samples.SerializablePlain.of("a"),
            plain -> plain.forgotten() * 0 + Dump.of(plain).replaceAll("forgotten=.*", "")),
        seen(
            "serializable class of one that is not",
            () -> new Samples.SerializableDerived("a", 7),
            Dump::of),
        Row.<Samples.Stranded>seen(
                "serializable class of one without a plain constructor",
                () -> new Samples.Stranded(3),
                Samples.Base::baseValue)
            .orIsRefusedFor("Stranded"),
        Row.<Samples.Custom>seen(
            "readObject", () -> new Samples.Custom("abc"), Samples.Custom::text),
        Row.<Samples.OwnFields>seen(
            "serialPersistentFields", () -> new Samples.OwnFields(5000), Samples.OwnFields::millis),
        Row.<Samples.Proxied>seen(
            "writeReplace", () -> new Samples.Proxied("abc"), Samples.Proxied::text),
        Row.<Samples.Typed>seen(
            "record of what is replaced",
            OwnClassRows::typed,
            typed ->
                typed.proxied().text()
                    + (typed.symbol() == Samples.Symbol.of("b"))
                    + (typed.single() == Samples.Single.INSTANCE)
                    + typed.shape()
                    + (typed.proxied() == typed.list().get(0))),
        seen("writeReplace of a superclass", Samples.Replaceable::new, Object::hashCode)
            .asAnyClass()
            .withSight(it -> it instanceof Samples.Symbol || it instanceof Samples.Replaceable),
        Row.<Samples.NotReplaced>seen(
            "writeReplace that is a superclass's own",
            () -> new Samples.NotReplaced(5),
            Samples.NotReplaced::number),
        Row.<Samples.Validated>seen(
            "registerValidation", () -> new Samples.Validated("a"), Samples.Validated::checked),
        same("readResolve", () -> Samples.Single.INSTANCE),
        same("readResolve of one of many", () -> Samples.Symbol.of("a")),
        Row.<Samples.Outside>seen(
            "Externalizable",
            () -> new Samples.Outside("a", List.of(DayOfWeek.MONDAY)),
            Samples.Outside::text),
        Row.<Object[]>seen(
            "several with their own serialization",
            () -> new Object[] {new Samples.Custom("a"), new Samples.Proxied("b"), "c"},
            array ->
                ((Samples.Custom) array[0]).text()
                    + ((Samples.Proxied) array[1]).text()
                    + array[2]),
        same("Kotlin-like object", () -> Samples.KotlinLikeObject.INSTANCE),
        same("Scala-like case object", () -> Samples.ScalaLikeNil$.MODULE$),
        Row.<Samples.ScalaLikeCons>seen(
            "Scala-like list",
            () ->
                new Samples.ScalaLikeCons(
                    1, new Samples.ScalaLikeCons(2, Samples.ScalaLikeNil$.MODULE$)),
            list -> List.of(list.head(), list.length())));
  }

  private static List<Row> nested() {
    return List.of(
        supplier("inner class", () -> new Outer(1).inner("a")),
        supplier("inner class that is serializable", OwnClassRows::serializableInner),
        supplier("anonymous class", () -> Samples.anonymous("a")),
        supplier("anonymous class in an object", () -> new Outer(1).anonymous("a")),
        supplier("local class", () -> Samples.local("a", 2)),
        supplier("local class that is serializable", () -> Samples.serializableLocal("a", 2)),
        equal("double braces", Samples::doubleBraces));
  }

  private static List<Row> collections() {
    return List.of(
        Row.<Samples.NamedList>seen(
            "own ArrayList",
            () -> new Samples.NamedList("mine", List.of("a", "b")),
            list -> list.name() + List.copyOf(list)),
        equal("own list that is fixed", () -> new Samples.FixedList(1, "a", null)),
        equal("own map that is fixed", () -> new Samples.FixedMap("a", List.of(1))),
        equal("own LinkedHashMap", OwnClassRows::latest));
  }

  private static List<Row> functions() {
    return List.of(
        supplier("lambda", () -> (SerializableSupplier) () -> "a"),
        supplier("lambda that captures", () -> capturing(List.of(1, "b"), 3)),
        supplier("lambda that captures a lambda", () -> capturing(capturing(1, 2), 3)),
        supplier("method reference", () -> (SerializableSupplier) "abc"::toUpperCase),
        supplier("constructor reference", () -> (SerializableSupplier) String::new),
        supplier("lambda that casts", () -> (Supplier<String> & Serializable) () -> "here"),
        Row.<Samples.Functions>seen(
            "record of lambdas",
            OwnClassRows::functionsInARecord,
            functions -> functions.supplier().get() + functions.comparable().compareTo("abcd")));
  }

  private static Row supplier(String name, Callable<Supplier<String>> made) {
    return Row.<Supplier<String>>seen(name, made, supplier -> String.valueOf(supplier.get()));
  }

  private static SerializableSupplier capturing(Object captured, int number) {
    return () ->
        (captured instanceof Supplier<?> supplier ? supplier.get() : captured) + "|" + number;
  }

  private static Samples.Functions functionsInARecord() {
    String text = "abc";
    return new Samples.Functions(
        (SerializableSupplier) text::trim,
        (Comparable<String> & Serializable) other -> other.length() - text.length());
  }

  private static Supplier<String> serializableInner() {
    return new Samples.SerializableOuter(1).inner("a");
  }

  private static Samples.Typed typed() {
    Samples.Proxied proxied = new Samples.Proxied("a");
    return new Samples.Typed(
        proxied,
        Samples.Symbol.of("b"),
        Samples.Single.INSTANCE,
        Samples.Unit.INSTANCE,
        List.of(proxied));
  }

  private static Object generic() {
    return new Samples.Generic<>(
        new Point(1, 2),
        Optional.of(3L),
        List.of(new Point(3, 4)),
        new TreeMap<>(Map.of("a", Set.of(Optional.of(5L)))));
  }

  private static Object latest() {
    Map<String, Integer> latest = new Samples.Latest<>(2);
    latest.putAll(new LinkedHashMap<>(Map.of("a", 1)));
    return latest;
  }

  private static Object withoutForgotten(Object plain) {
    return Dump.of(plain).replaceAll("forgotten=[^,]*", "");
  }

  private static List<Integer> listed(Iterable<Integer> numbers) {
    List<Integer> list = new ArrayList<>();
    numbers.forEach(list::add);
    return Arrays.asList(list.toArray(Integer[]::new));
  }
}
