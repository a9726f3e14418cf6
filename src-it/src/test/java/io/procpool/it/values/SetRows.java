package io.procpool.it.values;

import static io.procpool.it.values.Row.equal;
import static io.procpool.it.values.Row.items;
import static io.procpool.it.values.Row.same;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArraySet;

/** The JDK's sets, their wrappers and views. */
final class SetRows {

  private SetRows() {}

  static List<Row> all() {
    return List.of(
        equal("Set.of()", Set::of),
        equal("Set.of(1)", () -> Set.of(1)),
        equal("Set.of(2)", () -> Set.of(1, "b")),
        equal("Set.of(4)", () -> Set.of(1, "b", 'c', 4L)),
        equal("HashSet", () -> new HashSet<>(Arrays.asList("a", null, 1))),
        equal("HashSet of records", () -> new HashSet<>(List.of(new Samples.Point(1, 2)))),
        items("LinkedHashSet", () -> new LinkedHashSet<>(List.of(3, 1, 2))),
        items("TreeSet", () -> new TreeSet<>(List.of(3, 1, 2))),
        grows("TreeSet with a lambda", () -> filled(new TreeSet<>(backwards()))),
        grows("TreeSet without case", () -> filled(new TreeSet<>(String.CASE_INSENSITIVE_ORDER))),
        grows("TreeSet in reverse order", () -> filled(new TreeSet<>(Collections.reverseOrder()))),
        items("TreeSet.headSet", () -> filled(new TreeSet<>()).headSet("c")),
        items("TreeSet.descendingSet", () -> filled(new TreeSet<>()).descendingSet()),
        equal("CopyOnWriteArraySet", () -> new CopyOnWriteArraySet<>(List.of(1, 2))),
        equal("ConcurrentSkipListSet", () -> new ConcurrentSkipListSet<>(List.of(2, 1))),
        equal("ConcurrentHashMap.newKeySet", SetRows::keySet),
        equal("EnumSet", () -> EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)),
        equal("EnumSet, empty", () -> EnumSet.noneOf(DayOfWeek.class))
            .withSight(SetRows::complement),
        equal("EnumSet of many", () -> EnumSet.allOf(Character.UnicodeScript.class)),
        equal("EnumSet of constants with bodies", () -> EnumSet.allOf(Samples.Operation.class)),
        same("Collections.emptySet", Collections::emptySet),
        equal("Collections.emptySortedSet", Collections::emptySortedSet),
        equal("Collections.singleton", () -> Collections.singleton("a")),
        equal("Collections.unmodifiableSet", () -> Collections.unmodifiableSet(Set.of(1, 2))),
        items(
            "Collections.unmodifiableSortedSet",
            () -> Collections.unmodifiableSortedSet(filled(new TreeSet<>()))),
        items(
            "Collections.unmodifiableNavigableSet",
            () -> Collections.unmodifiableNavigableSet(filled(new TreeSet<>(backwards())))),
        equal(
            "Collections.synchronizedSet",
            () -> Collections.synchronizedSet(new HashSet<>(Set.of(1, 2)))),
        items(
            "Collections.synchronizedSortedSet",
            () -> Collections.synchronizedSortedSet(filled(new TreeSet<>()))),
        equal(
            "Collections.checkedSet",
            () -> Collections.checkedSet(new HashSet<>(Set.of("a")), String.class)),
        equal(
            "Collections.newSetFromMap of a ConcurrentHashMap",
            () -> {
              Set<Object> set = Collections.newSetFromMap(new ConcurrentHashMap<>());
              set.add("a");
              return set;
            }),
        Row.<Set<Object>>seen(
            "Collections.newSetFromMap of an IdentityHashMap",
            () -> {
              Set<Object> set = Collections.newSetFromMap(new IdentityHashMap<>());
              set.add(DayOfWeek.MONDAY);
              return set;
            },
            set -> set.contains(DayOfWeek.MONDAY) && !set.contains(List.of()) && set.size() == 1),
        equal(
                "Collections.newSetFromMap of a WeakHashMap",
                () -> {
                  Set<Object> set = Collections.newSetFromMap(new WeakHashMap<>());
                  set.add("a");
                  return set;
                })
            .orIsRefusedFor("WeakHashMap"));
  }

  /** It has kept its order if what is added behind finds its place. */
  private static Row grows(String name, Callable<TreeSet<String>> made) {
    return Row.<TreeSet<String>>seen(
        name,
        made,
        set -> {
          TreeSet<String> grown = new TreeSet<>(set);
          grown.addAll(List.of("B", "bb", "z"));
          return List.copyOf(grown);
        });
  }

  private static TreeSet<String> filled(TreeSet<String> set) {
    set.addAll(List.of("d", "b", "a", "c"));
    return set;
  }

  private static Comparator<String> backwards() {
    return (Comparator<String> & Serializable) (a, b) -> b.compareTo(a);
  }

  private static Set<Object> keySet() {
    Set<Object> keys = ConcurrentHashMap.newKeySet();
    keys.addAll(List.of(1, "b"));
    return keys;
  }

  /** An empty one still knows its enum. */
  @SuppressWarnings("unchecked") // so it is made
  private static Object complement(Object set) {
    return EnumSet.complementOf((EnumSet<DayOfWeek>) set);
  }
}
