package io.procpool.it.values;

import static io.procpool.it.values.Row.seen;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Cycles, objects that are held twice, and chains that are too deep for a stack. */
final class GraphRows {

  private static final int DEEP = 100_000;

  private GraphRows() {}

  static class Node {

    private final Object value;
    private Node next;
    private Node previous;

    Node(Object value) {
      this.value = value;
    }
  }

  static final class SerializableNode extends Node implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int number;
    private SerializableNode behind;

    SerializableNode(int number) {
      super(null);
      this.number = number;
    }
  }

  /** A class alone, without a superclass's share. */
  static final class Link implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int number;
    private final Link next;

    Link(int number, Link next) {
      this.number = number;
      this.next = next;
    }
  }

  record Cons(int number, Cons next) {}

  record Pair(Object first, Object second) {}

  record SerializablePair(Object first, Object second) implements Serializable {}

  interface Step extends Supplier<Integer>, Serializable {}

  static List<Row> all() {
    return List.of(
        seen("one object twice in a record", () -> twice(new ArrayList<>(List.of(1))), Dump::of),
        seen("equal objects in a record", GraphRows::equals, Dump::of),
        seen("one array twice", () -> twice(new int[] {1}), Dump::of),
        seen("one unmodifiable list twice", () -> twice(List.of(1)), Dump::of),
        seen("one record twice", () -> twice(new Pair(1, null)), Dump::of),
        seen(
            "one subList twice",
            () -> twice(new ArrayList<>(List.of(1, 2)).subList(0, 1)),
            GraphRows::isOne),
        seen("one exception twice", () -> twice(new IllegalStateException("a")), Dump::of),
        seen("one StringBuilder twice", () -> twice(new StringBuilder("a")), GraphRows::isOne),
        seen("one lambda twice", () -> twice((Step) () -> 1), GraphRows::isOne),
        seen("one Object twice", () -> twice(new Object()), GraphRows::isOne),
        seen(
            "one object with its own serialization twice",
            () -> twice(new Samples.Custom("a")),
            GraphRows::isOne),
        seen(
            "one object inside and outside of one with its own serialization",
            GraphRows::inAndOut,
            GraphRows::isOneInAndOut),
        seen("one list inside an unmodifiable one", GraphRows::wrappers, GraphRows::isShared),
        seen("object that holds itself", GraphRows::self, Dump::of),
        seen("doubly linked", GraphRows::ring, Dump::of),
        seen("list that holds itself", GraphRows::ownList, Dump::of),
        seen("map that holds itself", GraphRows::ownMap, Dump::of),
        seen("array that holds itself", GraphRows::ownArray, Dump::of),
        seen("list that holds a record that holds it", GraphRows::listInARecord, Dump::of),
        seen("record that holds a list that holds it", GraphRows::recordInAList, Dump::of)
            .orIsRefusedFor("Pair"),
        seen("tree with parents", GraphRows::tree, Dump::of),
        Row.<Cons>seen("a long chain of records", GraphRows::chainOfRecords, GraphRows::length)
            .large(),
        Row.<Node>seen("a long chain of objects", GraphRows::chainOfObjects, GraphRows::length)
            .large(),
        Row.<Link>seen(
                "a long chain of serializable objects", GraphRows::chainOfLinks, GraphRows::length)
            .large(),
        Row.<Node>seen("a long chain both ways", GraphRows::chainBothWays, GraphRows::bothWays)
            .large(),
        seen("a long LinkedList", GraphRows::linkedList, List::copyOf).large(),
        seen("lists deep in lists", GraphRows::deepLists, GraphRows::depth).large(),
        seen("arrays deep in arrays", GraphRows::deepArrays, GraphRows::depth).large(),
        seen("maps deep in maps", GraphRows::deepMaps, GraphRows::depth).large(),
        seen("Optionals deep in Optionals", GraphRows::deepOptionals, GraphRows::depth).large(),
        seen("entries deep in entries", GraphRows::deepEntries, GraphRows::depth).large(),
        seen("a long chain of Externalizables", GraphRows::chainOfOutsides, GraphRows::depth)
            .orIsRefusedFor("Outside"),
        seen("lambdas deep in lambdas", GraphRows::deepLambdas, GraphRows::depth)
            .orIsRefusedFor("GraphRows"));
  }

  private static Pair twice(Object one) {
    return new Pair(one, one);
  }

  private static Object equals() {
    return new Pair(new ArrayList<>(List.of(1)), new ArrayList<>(List.of(1)));
  }

  private static Object isOne(Pair pair) {
    return pair.first() == pair.second();
  }

  private static Object[] inAndOut() {
    Object one = new ArrayList<>(List.of("a"));
    return new Object[] {one, new Samples.Outside("b", one), one};
  }

  /** Java serialization keeps both; inside an island of it, the second may be a copy. */
  private static Object isOneInAndOut(Object[] objects) {
    return objects[0] == objects[2];
  }

  private static Object[] wrappers() {
    List<Integer> shared = new ArrayList<>(List.of(1));
    return new Object[] {Collections.unmodifiableList(shared), shared};
  }

  @SuppressWarnings("unchecked") // they are lists of numbers
  private static Object isShared(Object[] lists) {
    ((List<Integer>) lists[1]).add(2);
    return lists[0].equals(lists[1]);
  }

  private static Node self() {
    Node node = new Node("a");
    node.next = node;
    return node;
  }

  private static Node ring() {
    Node first = new Node(1);
    Node second = new Node(first);
    first.next = second;
    second.previous = first;
    second.next = first;
    first.previous = second;
    return first;
  }

  private static Object ownList() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    list.add(List.of(new Object[] {list}));
    return list;
  }

  private static Object ownMap() {
    Map<String, Object> map = new HashMap<>();
    map.put("me", map);
    map.put("list", new ArrayList<>(List.of("a", new HashMap<>(Map.of("b", 1)))));
    return map;
  }

  private static Object ownArray() {
    Object[] array = new Object[2];
    array[0] = array;
    array[1] = new Object[][] {array};
    return array;
  }

  private static Object listInARecord() {
    List<Object> list = new ArrayList<>();
    list.add(new Pair(list, "a"));
    return list;
  }

  private static Object recordInAList() {
    List<Object> list = new ArrayList<>();
    Pair pair = new Pair(list, "a");
    list.add(pair);
    return pair;
  }

  private static Object tree() {
    Node root = new Node("root");
    Node left = new Node(new ArrayList<>(Arrays.asList(root, null)));
    left.previous = root;
    root.next = left;
    return new Object[] {left, root, List.of(root, left)};
  }

  private static Cons chainOfRecords() {
    Cons chain = null;
    for (int i = 0; i < DEEP; i++) {
      chain = new Cons(i, chain);
    }
    return chain;
  }

  private static long length(Cons chain) {
    long sum = 0;
    for (Cons at = chain; at != null; at = at.next()) {
      sum = 31 * sum + at.number();
    }
    return sum;
  }

  private static Node chainOfObjects() {
    Node chain = null;
    for (int i = 0; i < DEEP; i++) {
      Node next = chain;
      chain = new Node(i);
      chain.next = next;
    }
    return chain;
  }

  private static long length(Node chain) {
    long sum = 0;
    for (Node at = chain; at != null; at = at.next) {
      sum = 31 * sum + (int) at.value;
    }
    return sum;
  }

  private static Link chainOfLinks() {
    Link chain = null;
    for (int i = 0; i < DEEP; i++) {
      chain = new Link(i, chain);
    }
    return chain;
  }

  private static long length(Link chain) {
    long sum = 0;
    for (Link at = chain; at != null; at = at.next) {
      sum = 31 * sum + at.number;
    }
    return sum;
  }

  private static Node chainBothWays() {
    Node chain = chainOfObjects();
    for (Node at = chain; at.next != null; at = at.next) {
      at.next.previous = at;
    }
    return chain;
  }

  private static long bothWays(Node chain) {
    Node last = chain;
    while (last.next != null) {
      last = last.next;
    }
    long sum = 0;
    for (Node at = last; at != null; at = at.previous) {
      sum = 31 * sum + (int) at.value;
    }
    return sum;
  }

  private static List<Integer> linkedList() {
    List<Integer> list = new LinkedList<>();
    for (int i = 0; i < DEEP; i++) {
      list.add(i);
    }
    return list;
  }

  private static Object deepLists() {
    Object inner = "end";
    for (int i = 0; i < DEEP; i++) {
      inner = new ArrayList<>(List.of(inner));
    }
    return inner;
  }

  private static Object deepArrays() {
    Object inner = "end";
    for (int i = 0; i < DEEP; i++) {
      inner = new Object[] {inner};
    }
    return inner;
  }

  private static Object deepMaps() {
    Object inner = "end";
    for (int i = 0; i < DEEP; i++) {
      Map<String, Object> map = new HashMap<>();
      map.put("a", inner);
      inner = map;
    }
    return inner;
  }

  private static Object deepOptionals() {
    Object inner = "end";
    for (int i = 0; i < DEEP; i++) {
      inner = Optional.of(inner);
    }
    return inner;
  }

  private static Object deepEntries() {
    Object inner = "end";
    for (int i = 0; i < DEEP; i++) {
      inner = Map.entry(i, inner);
    }
    return inner;
  }

  private static Object chainOfOutsides() {
    Object inner = "end";
    for (int i = 0; i < 10_000; i++) {
      inner = new Samples.Outside("a", inner);
    }
    return inner;
  }

  private static Object deepLambdas() {
    Step inner = () -> 0;
    for (int i = 0; i < 10_000; i++) {
      Step in = inner;
      inner = () -> in == null ? 1 : 2;
    }
    return inner;
  }

  /** How deep, without a call for each step. */
  private static Object depth(Object outer) {
    int depth = 0;
    Object at = outer;
    while (!"end".equals(at) && !(at instanceof Step)) {
      depth++;
      if (at instanceof List<?> list) {
        at = list.get(0);
      } else if (at instanceof Object[] array) {
        at = array[0];
      } else if (at instanceof Map<?, ?> map) {
        at = map.get("a");
      } else if (at instanceof Map.Entry<?, ?> entry) {
        at = entry.getValue();
      } else if (at instanceof Samples.Outside outside) {
        at = outside.any();
      } else {
        at = ((Optional<?>) at).orElseThrow();
      }
    }
    return depth;
  }
}
