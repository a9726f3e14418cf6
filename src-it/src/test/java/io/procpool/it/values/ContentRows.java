package io.procpool.it.values;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.procpool.it.values.Samples.Point;
import it.unimi.dsi.fastutil.objects.ObjectArrayList;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.Stream;
import kotlin.Pair;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Everything that holds something, around a record that is not {@code Serializable}: however a
 * container crosses, its contents must not have to know.
 */
final class ContentRows {

  private ContentRows() {}

  static List<Row> all() {
    return Stream.of(lists(), sets(), maps(), others(), libraries()).flatMap(List::stream).toList();
  }

  private static List<Row> lists() {
    return List.of(
        around("ArrayList", point -> new ArrayList<>(List.of(point))),
        around("LinkedList", point -> new LinkedList<>(List.of(point))),
        around("Vector", point -> new Vector<>(List.of(point))),
        around("CopyOnWriteArrayList", point -> new CopyOnWriteArrayList<>(List.of(point))),
        around("List.of", List::of),
        around("Arrays.asList", Arrays::asList),
        around("Stream.toList with a null", point -> Stream.of(point, null).toList()),
        around("Collections.singletonList", Collections::singletonList),
        around("Collections.nCopies", point -> Collections.nCopies(3, point)),
        around("unmodifiableList", point -> Collections.unmodifiableList(list(point))),
        around("synchronizedList", point -> Collections.synchronizedList(list(point))),
        around("checkedList", point -> Collections.checkedList(list(point), Point.class)),
        around("own ArrayList", ContentRows::ownList),
        around("ArrayDeque", point -> new ArrayDeque<>(List.of(point))),
        around("PriorityQueue", point -> new PriorityQueue<>(List.of(new Ranked(point)))),
        around("ConcurrentLinkedQueue", point -> new ConcurrentLinkedQueue<>(List.of(point))),
        around("LinkedBlockingQueue", point -> new LinkedBlockingQueue<>(List.of(point))));
  }

  private static List<Row> sets() {
    return List.of(
        around("Set.of", Set::of),
        around("HashSet", point -> new HashSet<>(List.of(point))),
        around("LinkedHashSet", point -> new LinkedHashSet<>(List.of(point))),
        around("TreeSet", point -> new TreeSet<>(List.of(new Ranked(point)))),
        around("TreeSet with a lambda", ContentRows::sorted),
        around("Collections.singleton", Collections::singleton),
        around("unmodifiableSet", point -> Collections.unmodifiableSet(Set.of(point))),
        around("newKeySet", ContentRows::keySet),
        around("newSetFromMap", ContentRows::setFromMap));
  }

  private static List<Row> maps() {
    return List.of(
        around("Map.of", point -> Map.of(point, point)),
        around("HashMap", point -> new HashMap<>(Map.of(point, point))),
        around("LinkedHashMap", point -> new LinkedHashMap<>(Map.of(point, point))),
        around("TreeMap", point -> new TreeMap<>(Map.of("a", point))),
        around("Hashtable", point -> new Hashtable<>(Map.of("a", point))),
        around("IdentityHashMap", ContentRows::byIdentity),
        around("EnumMap", point -> new EnumMap<>(Map.of(DayOfWeek.MONDAY, point))),
        around("ConcurrentHashMap", point -> new ConcurrentHashMap<>(Map.of(point, point))),
        around("ConcurrentSkipListMap", point -> new ConcurrentSkipListMap<>(Map.of("a", point))),
        around("Collections.singletonMap", point -> Collections.singletonMap(point, point)),
        around("unmodifiableMap", point -> Collections.unmodifiableMap(Map.of("a", point))),
        around("synchronizedMap", ContentRows::synchronizedMap));
  }

  private static List<Row> others() {
    return List.of(
        around("Object[]", point -> new Object[] {point}),
        around("own array", point -> new Point[][] {{point}, null}),
        around("Optional", Optional::of),
        around("AtomicReference", AtomicReference::new),
        around("AtomicReferenceArray", point -> new AtomicReferenceArray<>(new Point[] {point})),
        around("Map.entry", point -> Map.entry(point, 1)),
        around("SimpleEntry", point -> new AbstractMap.SimpleEntry<>(1, point)),
        around("SimpleImmutableEntry", point -> new AbstractMap.SimpleImmutableEntry<>(1, point)),
        around("serializable record", point -> new GraphRows.SerializablePair(point, 1)),
        around("serializable class", SerializableHolder::new),
        around("lambda", point -> (Samples.SerializableSupplier) point::toString)
            .withSight(supplier -> ((Samples.SerializableSupplier) supplier).get()),
        around("record in a list in a map in an array", ContentRows::deep));
  }

  /** Java serialization, as these do it, would refuse it. */
  private static List<Row> libraries() {
    return Stream.of(
            around("Externalizable", point -> new Samples.Outside("a", point))
                .withSight(outside -> ((Samples.Outside) outside).text()),
            around("Guava ImmutableList", ImmutableList::of),
            around("Guava ImmutableMap", point -> ImmutableMap.of("a", point)),
            around("Guava ArrayListMultimap", ContentRows::multimap),
            around("Kotlin Pair", point -> new Pair<>("a", point)),
            around("Scala List", point -> CollectionConverters.asScala(list(point)).toList()),
            around("fastutil ObjectArrayList", ObjectArrayList::of))
        .map(row -> row.orIsRefusedFor("Point"))
        .toList();
  }

  private record Ranked(Point point) implements Comparable<Ranked> {

    @Override
    public int compareTo(Ranked other) {
      return Integer.compare(point.x(), other.point.x());
    }
  }

  private static final class SerializableHolder implements Serializable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // that is what is tested
    private final Object held;

    SerializableHolder(Point point) {
      held = List.of(point);
    }
  }

  private static Row around(String container, Function<Point, ?> put) {
    return Row.seen("content of " + container, () -> put.apply(new Point(1, 2)), Dump::of);
  }

  private static List<Point> list(Point point) {
    return new ArrayList<>(List.of(point));
  }

  private static Object ownList(Point point) {
    List<Point> list = new OwnList();
    list.add(point);
    return list;
  }

  private static final class OwnList extends ArrayList<Point> {

    private static final long serialVersionUID = 1L;
  }

  private static Object sorted(Point point) {
    Set<Point> set =
        new TreeSet<>((Comparator<Point> & Serializable) (a, b) -> Integer.compare(a.x(), b.x()));
    set.add(point);
    return set;
  }

  private static Object keySet(Point point) {
    Set<Object> set = ConcurrentHashMap.newKeySet();
    set.add(point);
    return set;
  }

  private static Object setFromMap(Point point) {
    Set<Object> set = Collections.newSetFromMap(new ConcurrentHashMap<>());
    set.add(point);
    return set;
  }

  private static Object byIdentity(Point point) {
    Map<Object, Object> map = new IdentityHashMap<>();
    map.put(point, 1);
    return map;
  }

  private static Object synchronizedMap(Point point) {
    return Collections.synchronizedMap(new HashMap<>(Map.of("a", point)));
  }

  private static Object multimap(Point point) {
    ArrayListMultimap<String, Point> map = ArrayListMultimap.create();
    map.put("a", point);
    return map;
  }

  private static Object deep(Point point) {
    return new Object[] {
      new TreeMap<>(Map.of("a", new Vector<>(List.of(Optional.of(Map.entry(1, point))))))
    };
  }
}
