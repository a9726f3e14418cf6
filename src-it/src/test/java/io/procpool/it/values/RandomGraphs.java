package io.procpool.it.values;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Graphs of objects out of a seed: records, classes, collections, arrays, enums and nulls, some of
 * them shared, some of them inside themselves.
 *
 * <p>Only a list, a map, an array or a {@link Node} is ever inside itself. A record gets its
 * content when it is made, so where it is inside itself Java serialization, which is the measure,
 * leaves a null, if it comes to the record first.
 */
final class RandomGraphs {

  private static final int DEEPEST = 6;
  private static final int LARGEST = 40;

  /** Objects that are done, to be used again. */
  private final List<Object> done = new ArrayList<>();

  /** Objects that are being filled, the outermost first. */
  private final List<Object> open = new ArrayList<>();

  private final Random random;

  /** The first of the open objects that may be used. */
  private int floor;

  /** The outermost open object that has been used. */
  private int reach = Integer.MAX_VALUE;

  private int left = LARGEST;

  private RandomGraphs(long seed) {
    random = new Random(seed);
  }

  static class Node implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;

    @SuppressWarnings("serial") // so are all values here
    private Object value;

    private Node next;
    private int number;
    private transient Object forgotten;

    Node(String name) {
      this.name = name;
    }
  }

  static final class SpecialNode extends Node {

    private static final long serialVersionUID = 1L;

    private final long[] numbers;

    SpecialNode(String name, long... numbers) {
      super(name);
      this.numbers = numbers;
    }
  }

  record Couple(Object first, Object second, int number) implements Serializable {}

  record Wrapped<T>(List<T> list, Map<String, ? extends T> map) implements Serializable {}

  static Object of(long seed) {
    return new RandomGraphs(seed).next(0);
  }

  private Object next(int depth) {
    if (depth >= DEEPEST || left <= 0 || random.nextInt(4) == 0) {
      return plain();
    }
    if (random.nextInt(6) == 0 && !done.isEmpty()) {
      return done.get(random.nextInt(done.size()));
    }
    if (random.nextInt(8) == 0 && open.size() > floor) {
      int used = floor + random.nextInt(open.size() - floor);
      reach = Math.min(reach, used);
      return open.get(used);
    }
    left--;
    return remembered(depth);
  }

  /** Used again only if it holds nothing that is still open: a record may be the user. */
  private Object remembered(int depth) {
    int reachAround = reach;
    reach = Integer.MAX_VALUE;
    Object made = made(depth);
    if (reach >= open.size()) {
      done.add(made);
    }
    reach = Math.min(reach, reachAround);
    return made;
  }

  private Object plain() {
    return switch (random.nextInt(14)) {
      case 0 -> null;
      case 1 -> random.nextInt();
      case 2 -> random.nextLong();
      case 3 -> random.nextDouble();
      case 4 -> random.nextBoolean();
      case 5 -> text();
      case 6 -> DayOfWeek.of(1 + random.nextInt(7));
      case 7 -> Samples.Operation.values()[random.nextInt(2)];
      case 8 -> (char) random.nextInt(Character.MAX_VALUE);
      case 9 -> (byte) random.nextInt();
      case 10 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1000));
      case 11 -> new UUID(random.nextLong(), random.nextLong());
      case 12 -> random.nextFloat();
      default -> String.class;
    };
  }

  private Object made(int depth) {
    return switch (random.nextInt(20)) {
      case 0, 1 -> filled(new ArrayList<>(), depth);
      case 2 -> filled(new LinkedList<>(), depth);
      case 3, 4 -> filled(new HashMap<>(), depth);
      case 5 -> filled(new LinkedHashMap<>(), depth);
      case 6 -> filled(new TreeMap<>(), depth);
      case 7 -> objects(new Object[random.nextInt(5)], depth);
      case 8, 9 -> node(new Node(text()), depth);
      case 10 -> node(new SpecialNode(text(), random.longs(3).toArray()), depth);
      case 11, 12 -> apart(() -> new Couple(next(depth + 1), next(depth + 1), random.nextInt()));
      case 13 ->
          apart(
              () ->
                  new Wrapped<>(filled(new ArrayList<>(), depth), filled(new TreeMap<>(), depth)));
      case 14 -> arrayOfNumbers();
      case 15 -> texts(new HashSet<>());
      case 16 -> texts(random.nextBoolean() ? new LinkedHashSet<>() : new TreeSet<>());
      case 17 -> wrapped(depth);
      case 18 -> couples(depth);
      default -> deque(depth);
    };
  }

  private List<Object> filled(List<Object> list, int depth) {
    return opened(
        list,
        () -> {
          for (int i = random.nextInt(5); i > 0; i--) {
            list.add(next(depth + 1));
          }
        });
  }

  private Map<String, Object> filled(Map<String, Object> map, int depth) {
    return opened(
        map,
        () -> {
          for (int i = random.nextInt(5); i > 0; i--) {
            map.put(text(), next(depth + 1));
          }
        });
  }

  private Object[] objects(Object[] array, int depth) {
    return opened(array, () -> Arrays.setAll(array, (IntFunction<Object>) i -> next(depth + 1)));
  }

  private Node node(Node node, int depth) {
    return opened(
        node,
        () -> {
          node.number = random.nextInt();
          node.value = next(depth + 1);
          node.next = next(depth + 1) instanceof Node next ? next : null;
          node.forgotten = null;
        });
  }

  private <T> T opened(T object, Runnable filling) {
    open.add(object);
    filling.run();
    open.remove(open.size() - 1);
    return object;
  }

  /** A record: it holds nothing of what is open around it, or it could come to hold itself. */
  private <T> T apart(Supplier<T> record) {
    int floorAround = floor;
    floor = open.size();
    T made = record.get();
    floor = floorAround;
    return made;
  }

  private Object arrayOfNumbers() {
    return switch (random.nextInt(5)) {
      case 0 -> random.ints(random.nextInt(9)).toArray();
      case 1 -> random.longs(random.nextInt(9)).toArray();
      case 2 -> random.doubles(random.nextInt(9)).toArray();
      case 3 -> text().getBytes(StandardCharsets.UTF_8);
      default -> new int[][] {random.ints(2).toArray(), null, {}};
    };
  }

  private Set<String> texts(Set<String> set) {
    for (int i = random.nextInt(6); i > 0; i--) {
      set.add(text());
    }
    return set;
  }

  private Object wrapped(int depth) {
    List<Object> open = filled(new ArrayList<>(), depth);
    return switch (random.nextInt(4)) {
      case 0 -> Collections.unmodifiableList(open);
      case 1 -> Collections.synchronizedList(open);
      case 2 -> Collections.singletonList(open);
      default -> Arrays.asList(open, text());
    };
  }

  private Object couples(int depth) {
    Couple[] couples = new Couple[random.nextInt(3)];
    Arrays.setAll(couples, i -> apart(() -> new Couple(i, next(depth + 1), random.nextInt())));
    return couples;
  }

  private Object deque(int depth) {
    Deque<Object> deque = new ArrayDeque<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Object item = next(depth + 1);
      deque.add(item == null ? "null" : item);
    }
    return deque;
  }

  private String text() {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> "ü" + random.nextInt(100);
      case 2 -> "😀" + random.nextInt(100);
      default -> Integer.toString(random.nextInt(10_000), 36);
    };
  }
}
