package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Graphs that are deeper than a stack is long. */
class DepthTest {

  private static final int DEEP = 100_000;

  static final class Node {

    private final Object value;
    private Node next;

    Node(Object value, Node next) {
      this.value = value;
      this.next = next;
    }
  }

  static final class SerializableNode implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int value;
    private final SerializableNode next;

    SerializableNode(int value, SerializableNode next) {
      this.value = value;
      this.next = next;
    }
  }

  /** Written by Java serialization, each an island in the one before. */
  static final class IslandNode implements Serializable {

    private static final long serialVersionUID = 1L;

    private IslandNode next;

    private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
      out.defaultWriteObject();
    }
  }

  static final class Linked {

    private Linked previous;
    private Linked next;
  }

  record Cell(int value, Cell next) {}

  @Test
  void chainsOfObjectsTravel() throws CodecException {
    Node node = null;
    SerializableNode serializable = null;
    Cell cell = null;
    for (int i = 0; i < DEEP; i++) {
      node = new Node(i, node);
      serializable = new SerializableNode(i, serializable);
      cell = new Cell(i, cell);
    }

    int nodes = 0;
    for (Node at = RoundTrip.of(node); at != null; at = at.next) {
      nodes++;
      assertThat(at.value).isEqualTo(DEEP - nodes);
    }
    assertThat(nodes).isEqualTo(DEEP);
    int serializables = 0;
    for (SerializableNode at = RoundTrip.of(serializable); at != null; at = at.next) {
      serializables++;
      assertThat(at.value).isEqualTo(DEEP - serializables);
    }
    assertThat(serializables).isEqualTo(DEEP);
    int cells = 0;
    for (Cell at = RoundTrip.of(cell); at != null; at = at.next()) {
      cells++;
    }
    assertThat(cells).isEqualTo(DEEP);
  }

  @Test
  void aChainOfObjectsThatWriteThemselvesTravels() throws CodecException {
    int depth = DEEP / 5; // each takes a stream, which is no small thing
    IslandNode island = null;
    for (int i = 0; i < depth; i++) {
      IslandNode next = island;
      island = new IslandNode();
      island.next = next;
    }

    int islands = 0;
    for (IslandNode at = RoundTrip.of(island); at != null; at = at.next) {
      islands++;
    }
    assertThat(islands).isEqualTo(depth);
  }

  @Test
  void aChainThatIsLinkedBothWaysTravels() throws CodecException {
    Linked first = new Linked();
    Linked last = first;
    for (int i = 1; i < DEEP; i++) {
      Linked next = new Linked();
      next.previous = last;
      last.next = next;
      last = next;
    }

    int count = 1;
    for (Linked at = RoundTrip.of(first); at.next != null; at = at.next) {
      assertThat(at.next.previous).isSameAs(at);
      count++;
    }
    assertThat(count).isEqualTo(DEEP);
  }

  @Test
  void listsInListsTravel() throws CodecException {
    List<Object> list = new ArrayList<>();
    Optional<Object> optional = Optional.of("core");
    for (int i = 0; i < DEEP; i++) {
      list = new ArrayList<>(List.of(list));
      optional = Optional.of(optional);
    }

    int depth = 0;
    for (List<?> at = RoundTrip.of(list); !at.isEmpty(); at = (List<?>) at.get(0)) {
      depth++;
    }
    assertThat(depth).isEqualTo(DEEP);
    assertThat(RoundTrip.of(optional)).isPresent();
  }

  @Test
  void aMillionNodesTravelOrAreRefused() throws CodecException {
    Node node = null;
    for (int i = 0; i < 10 * DEEP; i++) {
      node = new Node(null, node);
    }
    try {
      assertThat(RoundTrip.of(node)).isNotNull();
    } catch (CodecException e) {
      assertThat(e).hasMessageContaining("nested too deeply");
    }
  }

  /** Its own code does not end, which no stack is large enough for. */
  static final class Endless implements Serializable {

    private static final long serialVersionUID = 1L;

    private void writeObject(java.io.ObjectOutputStream out) {
      writeObject(out);
    }
  }

  @Test
  void codeThatRecursForEverIsRefusedOnTheCallersStack() {
    assertThat(RoundTrip.refusal(new Endless())).contains("nested too deeply");
  }

  @Test
  void aRefusalDeepInsideNamesBothEndsOfThePath() {
    Node node = new Node(Thread.currentThread(), null);
    for (int i = 0; i < 1000; i++) {
      node = new Node(null, node);
    }

    assertThat(RoundTrip.refusal(node))
        .contains("Node.next.next", "objects further", ".value (java.lang.Thread)")
        .hasSizeLessThan(1000);
  }

  @Test
  void shallowAndDeepOnesMayFollowEachOther() throws CodecException {
    ValueCodec writer = new ValueCodec(DepthTest.class.getClassLoader());
    ValueCodec reader = new ValueCodec(DepthTest.class.getClassLoader());
    for (int depth : new int[] {1, 1000, 1000, 300, 2, 199, 1000}) {
      Object nested = "end";
      for (int i = 0; i < depth; i++) {
        nested = new Object[] {nested};
      }
      assertThat(RoundTrip.of(nested, writer, reader)).isEqualTo(nested);
      assertThatThrownBy(() -> RoundTrip.of(new Object[] {new Thread()}, writer, reader))
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("threads belong to their JVM");
    }
  }

  @Test
  void theThreadOfADeepGraphHasTheContextClassLoaderOfTheCaller() throws CodecException {
    ClassLoader own = new ClassLoader() {};
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(own);
    try {
      Node node = new Node(new Asking(), null);
      for (int i = 0; i < 1000; i++) {
        node = new Node(null, node);
      }
      RoundTrip.of(node);
      assertThat(Asking.seen).isSameAs(own);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  static final class Asking implements Serializable {

    private static final long serialVersionUID = 1L;
    private static ClassLoader seen;

    private void writeObject(java.io.ObjectOutputStream out) {
      seen = Thread.currentThread().getContextClassLoader();
    }
  }
}
