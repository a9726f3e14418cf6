package io.procpool.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A random graph of objects, the same for the same seed: objects, records, arrays and collections,
 * some of them held more than once, some of them by what they hold.
 */
@SuppressWarnings("serial") // fields are of any class, all of which are serializable
final class RandomGraph {

  /** A plain class with all kinds of fields. */
  static class Node implements Serializable {

    private static final long serialVersionUID = 1L;

    final int number;
    final double real;
    final boolean truth;
    String name;
    Object left;
    Object right;
    Node[] nodes;
    transient Object forgotten;

    Node(Random random) {
      number = random.nextInt();
      real = random.nextDouble();
      truth = random.nextBoolean();
    }
  }

  /** Two fields of one name. */
  static final class Below extends Node {

    private static final long serialVersionUID = 1L;

    private String name;
    private Shape shape;

    Below(Random random) {
      super(random);
      name = "below " + random.nextInt(9);
    }
  }

  /** Written by Java serialization. */
  static final class Hooked implements Serializable {

    private static final long serialVersionUID = 1L;

    Object held;
    List<Object> list;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeObject(held);
    }

    private void readObject(java.io.ObjectInputStream in)
        throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (in.readObject() != held) {
        throw new IOException("two objects where one was");
      }
    }
  }

  record Pair(Object first, Object second) implements Serializable {}

  record Numbers(byte a, short b, char c, long d, float e, int[] f) implements Serializable {}

  /** Its constants have bodies, and so classes of their own. */
  enum Shape {
    ROUND {
      @Override
      int corners() {
        return 0;
      }
    },
    SQUARE {
      @Override
      int corners() {
        return 4;
      }
    };

    abstract int corners();
  }

  private static final int MAX_DEPTH = 7;

  private final Random random;

  /** What may be held once more. */
  private final List<Object> made = new ArrayList<>();

  RandomGraph(long seed) {
    random = new Random(seed);
  }

  Object next() {
    return object(0);
  }

  private Object object(int depth) {
    if (depth > MAX_DEPTH || random.nextInt(4) == 0) {
      return leaf();
    }
    if (!made.isEmpty() && random.nextInt(5) == 0) {
      return made.get(random.nextInt(made.size()));
    }
    return switch (random.nextInt(8)) {
      case 0 -> node(depth);
      case 1 -> hooked(depth);
      case 2, 3 -> added(record(depth));
      case 4 -> array(depth);
      case 5 -> map(depth);
      case 6 -> wrapper(depth);
      default -> collection(depth);
    };
  }

  private Object leaf() {
    return switch (random.nextInt(16)) {
      case 0 -> null;
      case 1 -> random.nextInt(1000);
      case 2 -> random.nextLong();
      case 3 -> random.nextGaussian();
      case 4 -> random.nextBoolean();
      case 5 -> (char) random.nextInt(0x10000);
      case 6 -> added("text " + random.nextInt(20));
      case 7 -> "größer 𝄞 " + random.nextInt(20);
      case 8 -> Shape.values()[random.nextInt(2)];
      case 9 -> TimeUnit.values()[random.nextInt(7)];
      case 10 -> LocalDate.ofEpochDay(random.nextInt(10_000));
      case 11 -> new BigDecimal(new BigInteger(70, random), random.nextInt(9));
      case 12 -> new UUID(random.nextLong(), random.nextLong());
      case 13 -> Duration.ofNanos(random.nextLong());
      case 14 -> added(random.ints(random.nextInt(9)).toArray());
      default -> String.class;
    };
  }

  private Object node(int depth) {
    Node node = random.nextBoolean() ? new Node(random) : new Below(random);
    added(node);
    node.name = random.nextBoolean() ? null : "node " + random.nextInt(5);
    node.left = object(depth + 1);
    node.right = object(depth + 1);
    node.forgotten = null;
    if (random.nextInt(3) == 0) {
      node.nodes = new Node[] {node, null, new Node(random)};
    }
    if (node instanceof Below below) {
      below.shape = Shape.values()[random.nextInt(2)];
    }
    return node;
  }

  private Object hooked(int depth) {
    Hooked hooked = new Hooked();
    added(hooked);
    Object held = object(depth + 1);
    // a list that replaces itself is one object within each island, and equal in all
    hooked.held = held instanceof List<?> ? new Object[] {held} : held;
    hooked.list = listOf(depth);
    return hooked;
  }

  private Object record(int depth) {
    return random.nextInt(4) == 0
        ? new Numbers(
            (byte) random.nextInt(),
            (short) random.nextInt(),
            (char) random.nextInt(),
            random.nextLong(),
            random.nextFloat(),
            random.ints(3).toArray())
        : new Pair(object(depth + 1), object(depth + 1));
  }

  private Object array(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> added(random.doubles(random.nextInt(20)).toArray());
      case 1 -> added(new int[][] {{1, 2}, null, random.ints(2).toArray()});
      case 2 -> added(new String[] {"a", null, "b" + random.nextInt(3)});
      case 3 -> added(new Pair[] {new Pair(object(depth + 1), 1), null});
      case 4 -> added(new boolean[] {true, random.nextBoolean()});
      default -> fill((Object[]) added(new Object[random.nextInt(5)]), depth);
    };
  }

  private Object[] fill(Object[] array, int depth) {
    for (int i = 0; i < array.length; i++) {
      array[i] = object(depth + 1);
    }
    return array;
  }

  private Object map(int depth) {
    Map<Object, Object> map =
        switch (random.nextInt(4)) {
          case 0 -> new HashMap<>();
          case 1 -> new TreeMap<>(random.nextBoolean() ? null : Collections.reverseOrder());
          case 2 -> new LinkedHashMap<>(16, 0.75f, random.nextBoolean());
          default -> cast(new EnumMap<TimeUnit, Object>(TimeUnit.class));
        };
    added(map);
    for (int i = random.nextInt(5); i > 0; i--) {
      Object key =
          map instanceof EnumMap
              ? TimeUnit.values()[random.nextInt(7)]
              : "key " + random.nextInt(20);
      map.put(key, object(depth + 1));
    }
    return map;
  }

  private Object collection(int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> added(List.of(1, "two", random.nextLong(), listOf(depth)));
      case 1 -> added(Arrays.asList(object(depth + 1), object(depth + 1)));
      case 2 -> filled(new LinkedList<>(), depth);
      case 3 -> filled(new Vector<>(), depth);
      case 4 -> added(new ArrayDeque<>(List.of(1, 2, new Pair(object(depth + 1), null))));
      case 5 -> added(new LinkedHashSet<>(List.of("a", random.nextInt(5), TimeUnit.DAYS)));
      case 6 -> added(random.longs(random.nextInt(30)).boxed().toList());
      default -> listOf(depth);
    };
  }

  private Object wrapper(int depth) {
    List<Object> backing = listOf(depth);
    return switch (random.nextInt(5)) {
      case 0 -> added(Collections.unmodifiableList(backing));
      case 1 -> added(Collections.synchronizedList(backing));
      case 2 -> added(Collections.unmodifiableCollection(backing));
      case 3 -> added(Collections.singletonList(backing));
      default -> {
        AtomicReference<Object> reference = new AtomicReference<>();
        added(reference);
        reference.set(object(depth + 1));
        yield reference;
      }
    };
  }

  private List<Object> listOf(int depth) {
    List<Object> list = new ArrayList<>();
    filled(list, depth);
    return list;
  }

  private Object filled(Collection<Object> collection, int depth) {
    added(collection);
    for (int i = random.nextInt(5); i > 0; i--) {
      collection.add(object(depth + 1));
    }
    return collection;
  }

  private Object added(Object object) {
    made.add(object);
    return object;
  }

  @SuppressWarnings("unchecked") // its keys are made to fit
  private static Map<Object, Object> cast(Object map) {
    return (Map<Object, Object>) map;
  }
}
