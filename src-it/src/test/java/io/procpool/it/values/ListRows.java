package io.procpool.it.values;

import static io.procpool.it.values.Row.equal;
import static io.procpool.it.values.Row.items;
import static io.procpool.it.values.Row.same;
import static io.procpool.it.values.Row.seen;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Stack;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The JDK's lists and queues, their wrappers and views. */
final class ListRows {

  private ListRows() {}

  static List<Row> all() {
    return Stream.of(lists(), wrappers(), views(), queues()).flatMap(List::stream).toList();
  }

  private static List<Row> lists() {
    return List.of(
        equal("List.of()", List::of),
        equal("List.of(1)", () -> List.of(1)),
        equal("List.of(2)", () -> List.of(1, "b")),
        equal("List.of(3)", () -> List.of(1, "b", List.of())),
        equal("List.copyOf", () -> List.copyOf(Arrays.asList(1, 2, 3))),
        equal("Arrays.asList", () -> Arrays.asList("a", null, 3)),
        Row.<List<Object>>seen("Arrays.asList of strings", ListRows::strings, ListRows::refuses),
        equal("ArrayList", () -> some()),
        equal("ArrayList, empty", ArrayList::new),
        equal("ArrayList of a hundred thousand", ListRows::many).large(),
        equal("ArrayList of lists of lists", () -> new ArrayList<>(List.of(List.of(some())))),
        equal("LinkedList", () -> new LinkedList<>(some())),
        equal("Vector", () -> new Vector<>(some())),
        equal("Stack", ListRows::stack),
        equal("CopyOnWriteArrayList", () -> new CopyOnWriteArrayList<>(some())),
        equal("Stream.toList", () -> Stream.of(1, 2, 3).toList()),
        equal("Stream.toList with a null", () -> Stream.of(1, null, 3).toList()),
        equal("Collectors.toList", () -> Stream.of(1, 2).collect(Collectors.toList())),
        equal(
            "Collectors.toUnmodifiableList",
            () -> Stream.of(1, 2).collect(Collectors.toUnmodifiableList())));
  }

  private static List<Row> wrappers() {
    return List.of(
        same("Collections.emptyList", Collections::emptyList),
        equal("Collections.singletonList", () -> Collections.singletonList("a")),
        equal("Collections.singletonList of null", () -> Collections.singletonList(null)),
        equal("Collections.nCopies", () -> Collections.nCopies(3, "a")),
        equal("Collections.nCopies, a billion", () -> Collections.nCopies(1_000_000_000, 'a'))
            .withSight(copies -> ((List<?>) copies).size()),
        equal("Collections.unmodifiableList", () -> Collections.unmodifiableList(some())),
        equal(
            "Collections.unmodifiableList of a LinkedList",
            () -> Collections.unmodifiableList(new LinkedList<>(some()))),
        items(
            "Collections.unmodifiableCollection", () -> Collections.unmodifiableCollection(some())),
        equal("Collections.synchronizedList", () -> Collections.synchronizedList(some())),
        equal(
            "Collections.synchronizedList of a LinkedList",
            () -> Collections.synchronizedList(new LinkedList<>(some()))),
        items(
            "Collections.synchronizedCollection", () -> Collections.synchronizedCollection(some())),
        Row.<List<Object>>seen(
            "Collections.checkedList",
            () -> raw(Collections.checkedList(new ArrayList<>(List.of("a")), String.class)),
            ListRows::refuses),
        items(
            "Collections.checkedCollection",
            () -> Collections.checkedCollection(new ArrayList<>(List.of("a")), String.class)),
        equal(
            "Collections.unmodifiableList of a subList",
            () -> Collections.unmodifiableList(some().subList(1, 3))),
        equal(
            "Collections.synchronizedList of Arrays.asList",
            () -> Collections.synchronizedList(Arrays.asList(1, 2))));
  }

  private static List<Row> views() {
    return List.of(
        equal("subList of an ArrayList", () -> some().subList(1, 3)).asAnyClass(),
        equal("subList of a subList", () -> some().subList(1, 3).subList(1, 1)).asAnyClass(),
        equal("subList of List.of", () -> List.of(1, 2, 3).subList(1, 2)).asAnyClass(),
        equal("subList of Stream.toList", () -> Stream.of(1, null).toList().subList(1, 2))
            .asAnyClass(),
        equal("subList of Arrays.asList", () -> Arrays.asList(1, 2).subList(1, 2)).asAnyClass(),
        equal("subList of a LinkedList", () -> new LinkedList<>(some()).subList(1, 2)).asAnyClass(),
        equal("subList of a Vector", () -> new Vector<>(some()).subList(1, 2)).asAnyClass(),
        equal(
                "subList of a CopyOnWriteArrayList",
                () -> new CopyOnWriteArrayList<>(some()).subList(1, 2))
            .asAnyClass(),
        equal("subList of nCopies", () -> Collections.nCopies(9, 1).subList(1, 3)).asAnyClass(),
        equal(
                "subList of an unmodifiableList",
                () -> Collections.unmodifiableList(some()).subList(1, 3))
            .asAnyClass(),
        equal(
                "subList of a synchronizedList",
                () -> Collections.synchronizedList(some()).subList(1, 3))
            .asAnyClass(),
        equal("a reversed list", () -> reversed(some())).asAnyClass(),
        equal("List.of in a list in an array", () -> new Object[] {new ArrayList<>(List.of(1))}));
  }

  private static List<Row> queues() {
    return List.of(
        items("ArrayDeque", () -> new ArrayDeque<>(List.of(1, 2))),
        polled("PriorityQueue", () -> new PriorityQueue<>(List.of(3, 1, 2))),
        polled(
            "PriorityQueue with a comparator",
            () -> filled(new PriorityQueue<>(Collections.reverseOrder()))),
        polled("PriorityQueue with a lambda", () -> filled(new PriorityQueue<>(downwards()))),
        polled("PriorityBlockingQueue", () -> new PriorityBlockingQueue<>(List.of(3, 1, 2))),
        Row.<ArrayBlockingQueue<Integer>>seen(
            "ArrayBlockingQueue",
            () -> new ArrayBlockingQueue<>(3, true, List.of(1, 2)),
            queue -> List.of(queue.remainingCapacity(), List.copyOf(queue))),
        Row.<LinkedBlockingQueue<Integer>>seen(
            "LinkedBlockingQueue",
            () -> new LinkedBlockingQueue<>(List.of(1, 2)),
            queue -> List.of(queue.remainingCapacity(), List.copyOf(queue))),
        items("LinkedBlockingDeque", () -> new LinkedBlockingDeque<>(List.of(1, 2))),
        items("ConcurrentLinkedQueue", () -> new ConcurrentLinkedQueue<>(List.of(1, 2))),
        items("ConcurrentLinkedDeque", () -> new ConcurrentLinkedDeque<>(List.of(1, 2))),
        items("LinkedTransferQueue", () -> new LinkedTransferQueue<>(List.of(1, 2))),
        items("SynchronousQueue", SynchronousQueue::new),
        items("Collections.asLifoQueue", () -> Collections.asLifoQueue(new ArrayDeque<>(some(0)))),
        items(
            "Collections.checkedQueue",
            () -> Collections.checkedQueue(new ArrayDeque<>(List.of(1)), Integer.class)),
        comparator("Comparator.naturalOrder", Comparator::naturalOrder),
        comparator("Comparator.reverseOrder", Comparator::reverseOrder),
        comparator("Collections.reverseOrder of a lambda", ListRows::upwards),
        comparator("Comparator that is a lambda", ListRows::downwards),
        comparator("Comparator.comparing", ListRows::comparing),
        comparator("Comparator.comparing.thenComparing", ListRows::thenComparing),
        comparator("Comparator.nullsFirst", () -> Comparator.nullsFirst(Comparator.naturalOrder())),
        comparator("Comparator.comparing.reversed", () -> comparing().reversed()),
        seen(
            "Map.Entry.comparingByKey",
            () -> Map.Entry.<Integer, Integer>comparingByKey(),
            by -> by.compare(Map.entry(1, 2), Map.entry(3, 4))));
  }

  private static Row polled(String name, Callable<Queue<Integer>> made) {
    return Row.<Queue<Integer>>seen(
        name, made, queue -> IntStream.range(0, 3).mapToObj(i -> queue.poll()).toList());
  }

  private static Row comparator(String name, Callable<Comparator<Integer>> made) {
    return Row.<Comparator<Integer>>seen(
        name, made, order -> Stream.of(2, 1, 3).sorted(order).toList());
  }

  private static Queue<Integer> filled(Queue<Integer> queue) {
    queue.addAll(List.of(3, 1, 2));
    return queue;
  }

  private static Comparator<Integer> downwards() {
    return (Comparator<Integer> & Serializable) (a, b) -> b - a;
  }

  private static Comparator<Integer> upwards() {
    return Collections.reverseOrder(downwards());
  }

  private static Comparator<Integer> comparing() {
    return Comparator.comparing((Function<Integer, Integer> & Serializable) x -> x % 2);
  }

  private static Comparator<Integer> thenComparing() {
    return comparing().thenComparing((Function<Integer, Integer> & Serializable) x -> -x);
  }

  private static List<Object> some() {
    return new ArrayList<>(Arrays.asList("a", null, 3, List.of()));
  }

  private static List<Object> some(int from) {
    return new ArrayList<>(List.of(from, from + 1));
  }

  private static List<Integer> many() {
    return IntStream.range(0, 100_000).boxed().collect(Collectors.toCollection(ArrayList::new));
  }

  private static Collection<Object> stack() {
    Stack<Object> stack = new Stack<>();
    stack.push(1);
    stack.push(null);
    return stack;
  }

  private static List<Object> strings() {
    return raw(Arrays.asList("a", "b"));
  }

  /** Some lists know what they may hold. */
  private static Object refuses(List<Object> list) {
    try {
      list.set(0, 5);
      return list + " takes anything";
    } catch (ArrayStoreException | ClassCastException e) {
      return list;
    }
  }

  @SuppressWarnings("unchecked") // that is what is tested
  private static List<Object> raw(List<?> list) {
    return (List<Object>) list;
  }

  /** {@code reversed()} from Java 21 on. */
  private static Object reversed(List<?> list) throws ReflectiveOperationException {
    return Runtime.version().feature() < 21
        ? List.copyOf(List.of(3, 2))
        : List.class.getMethod("reversed").invoke(list);
  }
}
