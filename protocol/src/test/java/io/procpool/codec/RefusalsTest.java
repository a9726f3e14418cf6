package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot travel is refused with the path to it, its class, and what to do. */
@SuppressWarnings("serial") // that not all fields are serializable is the point
class RefusalsTest {

  record Customer(String name, Socket socket) {}

  record Line(int number, Customer customer) {}

  record Order(List<Line> lines, Map<String, Object> notes) {}

  @Test
  void thePathIsWrittenAsItsUserWouldWriteIt() {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      lines.add(new Line(i, new Customer("c", i == 3 ? new Socket() : null)));
    }

    assertThat(RoundTrip.refusal(new Order(lines, Map.of())))
        .isEqualTo(
            "io.procpool.codec.RefusalsTest$Order cannot be serialized at"
                + " RefusalsTest.Order.lines[3].customer.socket (java.net.Socket): java.net.Socket"
                + " is not serializable; open it in the worker, or make the field that holds it"
                + " transient");
  }

  @Test
  void thePathGoesThroughMapsWrappersAndArrays() {
    Map<String, Object> notes = new LinkedHashMap<>();
    notes.put("a", 1);
    notes.put("b", Collections.unmodifiableList(Arrays.asList(1, new Object[] {new Socket()})));

    assertThat(RoundTrip.refusal(new Order(List.of(), notes)))
        .contains("Order.notes[\"b\"][1][0] (java.net.Socket)");
    assertThat(RoundTrip.refusal(new HashMap<>(Map.of(new Socket(), 1))))
        .contains("HashMap.keySet()[Socket] (java.net.Socket)");
  }

  static final class Island implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Map<Integer, Object> byNumber;

    Island(Object held) {
      byNumber = new HashMap<>(Map.of(5, held));
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
    }
  }

  @Test
  void thePathGoesThroughIslands() {
    assertThat(RoundTrip.refusal(new Island(new Object[] {null, new Socket()})))
        .contains("RefusalsTest.Island.byNumber[5][1] (java.net.Socket)");
  }

  static final class OwnThread extends Thread {}

  static final class Throwing implements Serializable {
    private static final long serialVersionUID = 1L;

    private void writeObject(ObjectOutputStream out) throws IOException {
      throw new IOException("not today");
    }
  }

  @Test
  void whatThrowsWhileItIsWrittenIsNamed() {
    assertThat(RoundTrip.refusal(new Object[] {new Throwing()}))
        .contains("Object[][0] (io.procpool.codec.RefusalsTest$Throwing)")
        .contains("java.io.IOException: not today");
  }

  static Stream<Object> refused() {
    return Stream.of(
        Thread.currentThread(),
        new OwnThread(),
        new ByteArrayInputStream(new byte[1]),
        new Socket(),
        Stream.of(1),
        List.of(1).iterator(),
        new CompletableFuture<>(),
        new ThreadLocal<>(),
        RefusalsTest.class.getClassLoader(),
        System.out,
        ProcessHandle.current());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatBelongsToThisJvmIsRefusedWithAWayOut(Object value) {
    assertThat(RoundTrip.refusal(value))
        .contains(value.getClass().getName(), "is not serializable; ");
    assertThat(RoundTrip.refusal(new Object[] {value})).contains("Object[][0]");
  }

  record WithThread(Thread thread, OwnThread own) {}

  @Test
  void aFieldOfSuchAClassMayBeNull() throws CodecException {
    assertThat(RoundTrip.of(new WithThread(null, null))).isEqualTo(new WithThread(null, null));
  }
}
