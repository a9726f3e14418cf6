package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Serializer;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The JDK's collections that can be taken apart and made again by what is public.
 *
 * <p>Views that are not serializable, such as {@code subList} and {@code keySet()}, arrive as plain
 * collections that equal them: what they are a view of stays behind.
 */
final class CollectionSerializers {

  private CollectionSerializers() {}

  /** The serializer for exactly this class, null if it needs another way. */
  static Serializer<?> forClass(Class<?> type) {
    String name = type.getName();
    if (!name.startsWith("java.util.")) {
      return null;
    }
    Serializer<?> collection = forCollection(name);
    return collection != null ? collection : forMap(name);
  }

  private static Serializer<?> forCollection(String name) {
    return switch (name) {
      case "java.util.ArrayList" -> filled(ArrayList::new);
      case "java.util.LinkedList", "java.util.LinkedList$ReverseOrderLinkedListView" ->
          filled(size -> new LinkedList<>());
      case "java.util.ArrayDeque" -> filled(ArrayDeque::new);
      case "java.util.Vector" -> filled(Vector::new);
      case "java.util.Stack" -> filled(size -> new Stack<>());
      case "java.util.HashSet" -> filled(size -> new HashSet<>(roomFor(size)));
      case "java.util.LinkedHashSet" -> filled(size -> new LinkedHashSet<>(roomFor(size)));
      case "java.util.concurrent.ConcurrentLinkedQueue" ->
          filled(size -> new ConcurrentLinkedQueue<>());
      case "java.util.concurrent.ConcurrentLinkedDeque" ->
          filled(size -> new ConcurrentLinkedDeque<>());
      case "java.util.TreeSet" -> sorted(TreeSet::new);
      case "java.util.concurrent.ConcurrentSkipListSet" -> sorted(ConcurrentSkipListSet::new);
      case "java.util.PriorityQueue" ->
          new CollectionSerializer(
              queue -> ((PriorityQueue<Object>) queue).comparator(),
              (size, order) -> new PriorityQueue<>(Math.max(1, size), order));
      case "java.util.concurrent.CopyOnWriteArrayList" ->
          filled(size -> new CopyOnWriteArrayList<>());
      case "java.util.ImmutableCollections$ListN", "java.util.ImmutableCollections$List12" ->
          immutableList();
      case "java.util.ImmutableCollections$SetN", "java.util.ImmutableCollections$Set12" ->
          new MadeSerializer<Set<Object>>(Set::toArray, Set::of);
      default -> null;
    };
  }

  private static Serializer<?> forMap(String name) {
    return switch (name) {
      case "java.util.HashMap" -> filledMap(size -> new HashMap<>(roomFor(size)));
      case "java.util.Hashtable" -> filledMap(size -> new Hashtable<>(roomFor(size)));
      case "java.util.IdentityHashMap" -> filledMap(IdentityHashMap::new);
      case "java.util.WeakHashMap" -> filledMap(size -> new WeakHashMap<>(roomFor(size)));
      case "java.util.concurrent.ConcurrentHashMap" -> filledMap(ConcurrentHashMap::new);
      case "java.util.LinkedHashMap" ->
          new MapSerializer(
              CollectionSerializers::isInOrderOfAccess,
              (size, isByAccess) ->
                  new LinkedHashMap<>(roomFor(size), 0.75f, (Boolean) isByAccess));
      case "java.util.EnumMap" -> new EnumMapSerializer();
      case "java.util.TreeMap" -> sortedMap(TreeMap::new);
      case "java.util.concurrent.ConcurrentSkipListMap" -> sortedMap(ConcurrentSkipListMap::new);
      case "java.util.ImmutableCollections$MapN", "java.util.ImmutableCollections$Map1" ->
          new MadeSerializer<>(MapSerializer::entriesOf, CollectionSerializers::mapOf);
      case "java.util.KeyValueHolder" ->
          new MadeSerializer<Map.Entry<Object, Object>>(
              entry -> new Object[] {entry.getKey(), entry.getValue()},
              parts -> Map.entry(parts[0], parts[1]));
      default -> null;
    };
  }

  /** A view, or another collection of the JDK that does not say how it is made: as one like it. */
  static Serializer<?> forView(Class<?> type) {
    if (List.class.isAssignableFrom(type)) {
      return type.getName().startsWith("java.util.ImmutableCollections$")
          ? immutableList()
          : filled(ArrayList::new);
    }
    if (SortedSet.class.isAssignableFrom(type)) {
      return sorted(TreeSet::new);
    }
    if (Set.class.isAssignableFrom(type)) {
      return filled(size -> new LinkedHashSet<>(roomFor(size)));
    }
    if (Deque.class.isAssignableFrom(type) || Queue.class.isAssignableFrom(type)) {
      return filled(ArrayDeque::new);
    }
    if (Collection.class.isAssignableFrom(type)) {
      return filled(ArrayList::new);
    }
    if (SortedMap.class.isAssignableFrom(type)) {
      return sortedMap(TreeMap::new);
    }
    if (Map.class.isAssignableFrom(type)) {
      return filledMap(size -> new LinkedHashMap<>(roomFor(size)));
    }
    return Map.Entry.class.isAssignableFrom(type)
        ? new MadeSerializer<Map.Entry<Object, Object>>(
            entry -> new Object[] {entry.getKey(), entry.getValue()},
            parts -> new AbstractMap.SimpleEntry<>(parts[0], parts[1]))
        : null;
  }

  private static Serializer<?> immutableList() {
    return new MadeSerializer<>(
        CollectionSerializers::partsOfImmutable, CollectionSerializers::immutableOf);
  }

  /**
   * The lists of {@code List.of} and of {@code Stream.toList()} are of one class, but only the
   * latter can hold, and be asked for, null. {@code List.copyOf} tells them apart: it copies those.
   * A null in front says that it is one of those.
   */
  private static Object[] partsOfImmutable(List<Object> list) {
    Object[] elements = list.toArray();
    if (!hasNull(elements) && List.copyOf(list) == list) {
      return elements;
    }
    Object[] parts = new Object[elements.length + 1];
    System.arraycopy(elements, 0, parts, 1, elements.length);
    return parts;
  }

  private static List<Object> immutableOf(Object[] parts) {
    return parts.length > 0 && parts[0] == null
        ? Arrays.stream(parts, 1, parts.length).toList()
        : List.of(parts);
  }

  private static boolean hasNull(Object[] elements) {
    for (Object element : elements) {
      if (element == null) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Map.Entry[] of anything
  private static Map<Object, Object> mapOf(Object[] parts) {
    Map.Entry<Object, Object>[] entries = new Map.Entry[parts.length / 2];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = Map.entry(parts[2 * i], parts[2 * i + 1]);
    }
    return Map.ofEntries(entries);
  }

  /** Whether it is in the order of access: nothing public tells, so an empty copy is tried. */
  private static Boolean isInOrderOfAccess(Map<Object, Object> map) {
    @SuppressWarnings("unchecked") // a clone is of the same class
    Map<Object, Object> copy = (Map<Object, Object>) ((LinkedHashMap<?, ?>) map).clone();
    copy.clear();
    copy.put(1, 1);
    copy.put(2, 2);
    copy.get(1);
    return Objects.equals(copy.keySet().iterator().next(), 2);
  }

  private static int roomFor(int size) {
    return size + size / 3 + 1;
  }

  private static Serializer<?> filled(Function<Integer, Collection<Object>> maker) {
    return new CollectionSerializer(null, (size, order) -> maker.apply(size));
  }

  private static Serializer<?> sorted(Function<Comparator<Object>, Collection<Object>> maker) {
    return new CollectionSerializer(
        set -> ((SortedSet<Object>) set).comparator(), (size, order) -> maker.apply(order));
  }

  private static Serializer<?> filledMap(Function<Integer, Map<Object, Object>> maker) {
    return new MapSerializer(null, (size, order) -> maker.apply(size));
  }

  @SuppressWarnings("unchecked") // a comparator of its keys
  private static Serializer<?> sortedMap(Function<Comparator<Object>, Map<Object, Object>> maker) {
    return new MapSerializer(
        map -> ((SortedMap<Object, Object>) map).comparator(),
        (size, order) -> maker.apply((Comparator<Object>) order));
  }
}
