package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What only Java serialization can write is part of one graph with all the rest. */
@SuppressWarnings("serial") // that not all fields are serializable is the point
class IslandsTest {

  /** Not serializable. */
  record Point(int x, int y) {}

  @Test
  void aWrapperSharesItsListWithWhoeverHoldsIt() throws CodecException {
    List<Object> inner = new ArrayList<>(List.of(new Point(1, 2)));
    List<List<Object>> both = new ArrayList<>();
    both.add(Collections.unmodifiableList(inner));
    both.add(inner);

    List<List<Object>> back = RoundTrip.of(both);
    back.get(1).add("more");

    assertThat(back.get(0)).containsExactly(new Point(1, 2), "more");
  }

  @Test
  void objectsThatAreNotSerializableTravelInsideOnesThatAre() throws CodecException {
    Map<TimeUnit, Object> map = new EnumMap<>(TimeUnit.class);
    map.put(TimeUnit.DAYS, new Point(1, 2));
    map.put(TimeUnit.HOURS, Arrays.asList(new Point(3, 4), LocalDate.EPOCH));

    assertThat(RoundTrip.of(map)).isEqualTo(map).isInstanceOf(EnumMap.class);
    assertThat(RoundTrip.of(new LinkedBlockingQueue<>(List.of(new Point(5, 6)))))
        .containsExactly(new Point(5, 6));
  }

  @Test
  void arraysKeepTheirTypesAndTheirIdentityInside() throws CodecException {
    String[] array = {"a", "b"};
    List<Object> pair = new ArrayList<>(List.of(Arrays.asList(array), array));

    List<Object> back = RoundTrip.of(pair);
    ((String[]) back.get(1))[0] = "c";

    assertThat((List<?>) back.get(0)).isEqualTo(List.of("c", "b"));
  }

  static final class Typed implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String[] names = {"a"};
    private final ArrayList<Point> points = new ArrayList<>(List.of(new Point(1, 2)));
    private final Point[] array = {new Point(3, 4)};
    private final int[] numbers = {1, 2};
    private final TimeUnit unit = TimeUnit.DAYS;
    private final LocalDate date = LocalDate.EPOCH;
    private final List<Integer> immutable = List.of(1, 2);
    private final Class<?> type = int[].class;
    private Typed self;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeInt(7);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      assertThat(in.readInt()).isEqualTo(7);
    }
  }

  @Test
  void fieldsOfAllTypesAreFilledFromBehind() throws CodecException {
    Typed typed = new Typed();
    typed.self = typed;

    Typed back = RoundTrip.of(typed);

    assertThat(back.names).containsExactly("a");
    assertThat(back.points).containsExactly(new Point(1, 2));
    assertThat(back.array).containsExactly(new Point(3, 4));
    assertThat(back.numbers).containsExactly(1, 2);
    assertThat(back.unit).isSameAs(TimeUnit.DAYS);
    assertThat(back.date).isEqualTo(LocalDate.EPOCH);
    assertThat(back.immutable).isEqualTo(List.of(1, 2));
    assertThat(back.type).isEqualTo(int[].class);
    assertThat(back.self).isSameAs(back);
  }

  static final class Parent implements Serializable {

    private static final long serialVersionUID = 1L;

    private final List<Object> children = new ArrayList<>();

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
    }
  }

  @Test
  void aCycleThroughAnIslandIsClosed() throws CodecException {
    Parent parent = new Parent();
    parent.children.add(parent);
    parent.children.add(new Object[] {parent});

    Parent back = RoundTrip.of(parent);

    assertThat(back.children.get(0)).isSameAs(back);
    assertThat(((Object[]) back.children.get(1))[0]).isSameAs(back);
  }

  static final class Proxied implements Serializable {

    private static final long serialVersionUID = 1L;

    private final transient List<Object> held;

    Proxied(List<Object> held) {
      this.held = held;
    }

    private Object writeReplace() {
      return new Form(held);
    }

    record Form(List<Object> held) implements Serializable {
      private Object readResolve() {
        return new Proxied(held);
      }
    }
  }

  @Test
  void anObjectThatReplacesItselfIsMadeAgainAndShared() throws CodecException {
    Proxied proxied = new Proxied(new ArrayList<>(List.of(new Point(1, 2))));

    List<Proxied> back = RoundTrip.of(new ArrayList<>(List.of(proxied, proxied)));

    assertThat(back.get(0).held).containsExactly(new Point(1, 2));
    assertThat(back.get(1)).isSameAs(back.get(0));
  }

  @Test
  void aReferenceBackToAnObjectThatReplacesItselfIsRefused() {
    List<Object> held = new ArrayList<>();
    held.add(new Proxied(held).held); // the list holds itself: fine
    Proxied proxied = new Proxied(held);
    held.add(proxied);

    assertThat(RoundTrip.refusal(proxied)).contains("Proxied", "reference back to itself");
  }

  record Cyclic(String name, List<Object> list) {}

  @Test
  void aRecordThatHoldsItselfIsRefused() {
    List<Object> list = new ArrayList<>();
    Cyclic cyclic = new Cyclic("a", list);
    list.add(cyclic);

    assertThat(RoundTrip.refusal(cyclic)).contains("Cyclic.list[0]", "reference back to itself");
  }

  @Test
  void aListThatHoldsARecordThatHoldsItTravels() throws CodecException {
    List<Object> list = new ArrayList<>();
    list.add(new Cyclic("a", list));

    List<Object> back = RoundTrip.of(list);

    assertThat(((Cyclic) back.get(0)).list()).isSameAs(back);
  }

  @Test
  void anImmutableListThatHoldsItselfIsRefused() {
    List<Object> inner = new ArrayList<>();
    List<Object> list = List.of(1, inner);
    inner.add(list);

    assertThat(RoundTrip.refusal(list)).contains("reference back to itself");
  }

  /** As its class says, with a name of its own for its field. */
  static final class Renamed implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final ObjectStreamField[] serialPersistentFields = {
      new ObjectStreamField("other", Object.class)
    };

    private transient Object held;

    Renamed(Object held) {
      this.held = held;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      ObjectOutputStream.PutField fields = out.putFields();
      fields.put("other", held);
      out.writeFields();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      held = in.readFields().get("other", null);
    }
  }

  /** Writes itself, by a public constructor. */
  public static final class External implements Externalizable {

    private Object held;

    public External() {}

    External(Object held) {
      this.held = held;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeObject(held);
      out.writeObject(held);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
      held = in.readObject();
      assertThat(in.readObject()).isSameAs(held);
    }
  }

  @Test
  void classesThatWriteThemselvesAreAsked() throws CodecException {
    assertThat(RoundTrip.of(new Renamed(new Point(1, 2))).held).isEqualTo(new Point(1, 2));
    assertThat(RoundTrip.of(new External(new Point(1, 2))).held).isEqualTo(new Point(1, 2));
  }

  static final class Unshared implements Serializable {

    private static final long serialVersionUID = 1L;

    private transient Object[] held = {new Point(1, 2)};

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeUnshared(held);
      out.writeUnshared(new Object[] {held});
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      held = (Object[]) in.readUnshared();
      assertThat(((Object[]) in.readUnshared())[0]).isInstanceOf(Object[].class);
    }
  }

  static final class SharedAndUnshared implements Serializable {

    private static final long serialVersionUID = 1L;

    private transient Object shared = new Point(1, 2);
    private transient Object unshared;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeObject(shared);
      out.writeUnshared(shared);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      shared = in.readObject();
      unshared = in.readUnshared();
    }
  }

  @Test
  void whatIsWrittenOnceMoreUnsharedArrives() throws CodecException {
    SharedAndUnshared back = RoundTrip.of(new SharedAndUnshared());

    assertThat(back.shared).isEqualTo(new Point(1, 2));
    assertThat(back.unshared).isEqualTo(new Point(1, 2));
  }

  @Test
  void whatIsWrittenUnsharedArrives() throws CodecException {
    assertThat(RoundTrip.of(new Unshared()).held).containsExactly(new Point(1, 2));
  }

  @Test
  void aMapInOrderOfAccessStaysOne() throws CodecException {
    Map<String, Object> map = new LinkedHashMap<>(16, 0.75f, true);
    map.put("a", 1);
    map.put("b", map);

    Map<String, Object> back = RoundTrip.of(map);
    back.get("a");

    assertThat(back.keySet()).containsExactly("b", "a");
    assertThat(back.get("b")).isSameAs(back);
    assertThat(map.keySet()).containsExactly("a", "b");
  }

  @Test
  void theClassesOfManyIslandsAreDescribedOnce() throws CodecException {
    int one = RoundTrip.encoded(new ArrayList<>(List.of(new Parent(), 1))).length;
    int ten = RoundTrip.encoded(new ArrayList<>(Collections.nCopies(10, 1))).length;
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      many.add(new Parent());
    }

    assertThat(RoundTrip.encoded(many).length).isLessThan(one + ten + 9 * 40);
  }
}
