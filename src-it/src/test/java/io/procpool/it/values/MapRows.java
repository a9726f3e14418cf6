package io.procpool.it.values;

import static io.procpool.it.values.Row.equal;
import static io.procpool.it.values.Row.items;
import static io.procpool.it.values.Row.same;
import static io.procpool.it.values.Row.seen;

import com.google.common.collect.ImmutableMap;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The JDK's maps, their wrappers, views and entries. */
final class MapRows {

  private MapRows() {}

  static List<Row> all() {
    return Stream.of(maps(), wrappers(), views()).flatMap(List::stream).toList();
  }

  private static List<Row> maps() {
    return List.of(
        equal("Map.of()", Map::of),
        equal("Map.of(1)", () -> Map.of(1, "a")),
        equal("Map.of(3)", () -> Map.of(1, "a", "b", 2, 'c', List.of())),
        equal("HashMap", MapRows::some),
        equal("HashMap with a null for a key", () -> with(some(), null, null)),
        byHash("HashMap by enums and classes", () -> new HashMap<>(hashed())),
        byHash("LinkedHashMap by enums and classes", () -> new LinkedHashMap<>(hashed())),
        byHash("ConcurrentHashMap by enums and classes", () -> new ConcurrentHashMap<>(hashed())),
        byHash("Map.of by enums and classes", MapRows::hashed),
        byHash("Guava ImmutableMap by enums and classes", () -> ImmutableMap.copyOf(hashed())),
        byHash("fastutil map by enums and classes", () -> new Object2IntOpenHashMap<>(hashed())),
        equal("HashMap of maps", () -> new HashMap<>(Map.of("a", some()))),
        inOrder("LinkedHashMap", () -> filled(new LinkedHashMap<>())),
        Row.<Map<String, Integer>>seen(
            "LinkedHashMap in the order of use",
            () -> filled(new LinkedHashMap<>(8, 0.5f, true)),
            map -> {
              map.get("c");
              return new ArrayList<>(map.keySet());
            }),
        Row.<Map<String, Integer>>seen(
            "LinkedHashMap that forgets",
            () -> filled(new Samples.Latest<>(3)),
            map -> List.copyOf(with(map, "z", 26).keySet())),
        inOrder("TreeMap", () -> filled(new TreeMap<>())),
        grows("TreeMap with a lambda", () -> filled(new TreeMap<>(backwards()))),
        grows("TreeMap without case", () -> filled(new TreeMap<>(String.CASE_INSENSITIVE_ORDER))),
        grows("TreeMap in reverse order", () -> filled(new TreeMap<>(Comparator.reverseOrder()))),
        inOrder("TreeMap.headMap", () -> filled(new TreeMap<>()).headMap("c")),
        inOrder("TreeMap.subMap", () -> filled(new TreeMap<>()).subMap("b", true, "d", true)),
        inOrder("TreeMap.descendingMap", () -> filled(new TreeMap<>()).descendingMap()),
        equal("ConcurrentHashMap", () -> new ConcurrentHashMap<>(some())),
        inOrder("ConcurrentSkipListMap", () -> filled(new ConcurrentSkipListMap<>())),
        inOrder(
            "ConcurrentSkipListMap with a lambda",
            () -> filled(new ConcurrentSkipListMap<>(backwards()))),
        equal("Hashtable", () -> new Hashtable<>(some())),
        Row.<Map<Object, Object>>seen(
            "IdentityHashMap", MapRows::byIdentity, map -> map.get(DayOfWeek.MONDAY)),
        equal("WeakHashMap", () -> new WeakHashMap<>(some())).orIsRefusedFor("WeakHashMap"),
        equal("EnumMap", () -> new EnumMap<>(Map.of(DayOfWeek.MONDAY, List.of(1)))),
        Row.<Map<DayOfWeek, Integer>>seen(
            "EnumMap, empty",
            () -> new EnumMap<>(DayOfWeek.class),
            map -> {
              map.put(DayOfWeek.FRIDAY, 5);
              return new HashMap<>(map);
            }),
        equal(
            "EnumMap of constants with bodies",
            () -> new EnumMap<>(Map.of(Samples.Operation.PLUS, 1))),
        Row.<Properties>seen(
            "Properties", MapRows::properties, p -> p.getProperty("a") + p.getProperty("b")));
  }

  private static List<Row> wrappers() {
    return List.of(
        same("Collections.emptyMap", Collections::emptyMap),
        equal("Collections.emptySortedMap", Collections::emptySortedMap),
        equal("Collections.singletonMap", () -> Collections.singletonMap("a", null)),
        equal("Collections.unmodifiableMap", () -> Collections.unmodifiableMap(some())),
        inOrder(
            "Collections.unmodifiableMap of a LinkedHashMap",
            () -> Collections.unmodifiableMap(filled(new LinkedHashMap<>()))),
        inOrder(
            "Collections.unmodifiableSortedMap",
            () -> Collections.unmodifiableSortedMap(filled(new TreeMap<>()))),
        inOrder(
            "Collections.unmodifiableNavigableMap",
            () -> Collections.unmodifiableNavigableMap(filled(new TreeMap<>(backwards())))),
        equal("Collections.synchronizedMap", () -> Collections.synchronizedMap(some())),
        inOrder(
            "Collections.synchronizedSortedMap",
            () -> Collections.synchronizedSortedMap(filled(new TreeMap<>()))),
        equal(
            "Collections.checkedMap",
            () -> Collections.checkedMap(some(), Object.class, Object.class)));
  }

  private static List<Row> views() {
    return List.of(
        equal("Map.entry", () -> Map.entry("a", List.of(1))),
        equal("SimpleEntry", () -> new AbstractMap.SimpleEntry<>("a", null)),
        equal("SimpleImmutableEntry", () -> new AbstractMap.SimpleImmutableEntry<>(null, 1)),
        equal("entry of a HashMap", () -> first(some())).asAnyClass(),
        equal("entry of a LinkedHashMap", () -> first(filled(new LinkedHashMap<>()))).asAnyClass(),
        equal("entry of a TreeMap", () -> first(filled(new TreeMap<>()))).asAnyClass(),
        equal("first entry of a TreeMap", () -> filled(new TreeMap<>()).firstEntry()),
        equal("entry of a ConcurrentHashMap", () -> first(new ConcurrentHashMap<>(Map.of(1, 2))))
            .asAnyClass(),
        equal("entry of an EnumMap", () -> first(new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1))))
            .asAnyClass(),
        equal("keySet of a HashMap", () -> some().keySet()).asAnyClass(),
        items("values of a HashMap", () -> some().values()).asAnyClass(),
        equal("entrySet of a HashMap", () -> some().entrySet()).asAnyClass(),
        items("keySet of a LinkedHashMap", () -> filled(new LinkedHashMap<>()).keySet())
            .asAnyClass(),
        items("values of a LinkedHashMap", () -> filled(new LinkedHashMap<>()).values())
            .asAnyClass(),
        equal("entrySet of a LinkedHashMap", () -> filled(new LinkedHashMap<>()).entrySet())
            .asAnyClass(),
        items("keySet of a TreeMap", () -> filled(new TreeMap<>()).keySet()).asAnyClass(),
        items("values of a TreeMap", () -> filled(new TreeMap<>()).values()).asAnyClass(),
        equal("keySet of Map.of", () -> Map.of(1, 2, 3, 4).keySet()).asAnyClass(),
        items("values of Map.of", () -> Map.of(1, 2).values()).asAnyClass(),
        equal("keySet of a ConcurrentHashMap", () -> new ConcurrentHashMap<>(some()).keySet())
            .asAnyClass(),
        items("values of a ConcurrentHashMap", () -> new ConcurrentHashMap<>(Map.of(1, 2)).values())
            .asAnyClass(),
        equal("keySet of an EnumMap", () -> new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1)).keySet())
            .asAnyClass(),
        equal("keySet of an unmodifiableMap", () -> Collections.unmodifiableMap(some()).keySet())
            .asAnyClass(),
        equal(
                "entrySet of an unmodifiableMap",
                () -> Collections.unmodifiableMap(some()).entrySet())
            .asAnyClass(),
        items(
                "unmodifiableCollection of values",
                () -> Collections.unmodifiableCollection(some().values()))
            .orIsRefusedFor("HashMap$Values"),
        seen("Map of mixed nesting", MapRows::nested, Object::toString));
  }

  private static Row inOrder(String name, Callable<? extends Map<String, Integer>> made) {
    return Row.<Map<String, Integer>>seen(name, made, map -> List.copyOf(map.entrySet()));
  }

  /** It has kept its order if what is added behind finds its place. */
  private static Row grows(String name, Callable<? extends SortedMap<String, Integer>> made) {
    return Row.<SortedMap<String, Integer>>seen(
        name,
        made,
        map -> {
          NavigableMap<String, Integer> grown = new TreeMap<>(map);
          grown.putAll(Map.of("B", 0, "bb", 0));
          return List.copyOf(grown.keySet());
        });
  }

  /** Their hash codes are other ones in each JVM. */
  private static Map<Object, Integer> hashed() {
    return Map.of(DayOfWeek.MONDAY, 1, String.class, 2, Samples.Operation.PLUS, 3, int[].class, 4);
  }

  private static Row byHash(String name, Callable<? extends Map<Object, Integer>> made) {
    return Row.<Map<Object, Integer>>seen(
        name, made, map -> hashed().keySet().stream().mapToInt(map::get).sum());
  }

  private static Map<Object, Object> some() {
    return new HashMap<>(Map.of("a", 1, 2, List.of("b")));
  }

  private static <M extends Map<String, Integer>> M filled(M map) {
    map.put("d", 4);
    map.put("a", 1);
    map.put("c", 3);
    map.put("b", 2);
    return map;
  }

  private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    map.put(key, value);
    return map;
  }

  private static <K, V> Map.Entry<K, V> first(Map<K, V> map) {
    return map.entrySet().iterator().next();
  }

  private static Comparator<String> backwards() {
    return (Comparator<String> & Serializable) (a, b) -> b.compareTo(a);
  }

  private static Map<Object, Object> byIdentity() {
    Map<Object, Object> map = new IdentityHashMap<>();
    map.put(DayOfWeek.MONDAY, "a");
    map.put(new ArrayList<>(), 1);
    map.put(new ArrayList<>(), 2);
    return map;
  }

  private static Properties properties() {
    Properties defaults = new Properties();
    defaults.setProperty("a", "1");
    Properties properties = new Properties(defaults);
    properties.setProperty("b", "2");
    return properties;
  }

  private static Map<String, Object> nested() {
    Map<String, Object> map = new TreeMap<>();
    map.put("list", List.of(1, List.of(2, Map.of("x", 3.5))));
    map.put("entry", Map.entry(1, Collections.unmodifiableList(new ArrayList<>(List.of(2)))));
    map.put("view", new TreeMap<>(Map.of(1, 2)).keySet());
    return map;
  }
}
