package io.procpool.it.values;

import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectInputValidation;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;

/** Classes as users write them; those that are not {@code Serializable} are so on purpose. */
final class Samples {

  private Samples() {}

  record Point(int x, int y) {}

  record SerializablePoint(int x, int y) implements Serializable {}

  record Nothing() {}

  record Generic<A, B>(A first, B second, List<? extends A> more, Map<String, Set<B>> table) {}

  record Arrayed(int[] numbers, String[][] names, Object any) {}

  record Primitives(
      boolean a, byte b, short c, char d, int e, long f, float g, double h, String i, Integer j) {}

  /** A constructor that refuses, and one that the parameters' order does not tell. */
  record Range(int from, int to) {

    Range {
      if (from > to) {
        throw new IllegalArgumentException(from + " is behind " + to);
      }
    }

    Range(int to) {
      this(0, to);
    }
  }

  /** A constructor that copies. */
  record Team(String name, List<String> members) {

    Team {
      members = List.copyOf(members);
    }
  }

  record Replaced(String text) implements Serializable {

    private Object writeReplace() {
      return new Replacement(text);
    }
  }

  private record Replacement(String text) implements Serializable {

    private Object readResolve() {
      return new Replaced(text);
    }
  }

  sealed interface Shape permits Circle, Square, Unit {}

  record Circle(double radius) implements Shape {}

  static final class Square implements Shape {

    private final double side;

    Square(double side) {
      this.side = side;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Square square && square.side == side;
    }

    @Override
    public int hashCode() {
      return Double.hashCode(side);
    }
  }

  enum Unit implements Shape {
    INSTANCE
  }

  enum Operation implements IntBinaryOperator {
    PLUS("+") {
      @Override
      public int applyAsInt(int a, int b) {
        return a + b;
      }
    },
    MINUS("-") {
      @Override
      public int applyAsInt(int a, int b) {
        return a - b;
      }
    };

    private final String sign;

    Operation(String sign) {
      this.sign = sign;
    }

    @Override
    public String toString() {
      return sign;
    }
  }

  /** No constructor without parameters; final fields, with values of their own. */
  static final class Plain {

    private final String name;
    private final List<Object> values;
    private final long number = name().length();
    private transient int forgotten = 5;

    Plain(String name, Object... values) {
      this.name = Objects.requireNonNull(name);
      this.values = new ArrayList<>(Arrays.asList(values));
    }

    private static String name() {
      return "four";
    }

    int forgotten() {
      return forgotten;
    }
  }

  static class SerializablePlain implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private transient int forgotten = 5;

    private SerializablePlain(String name) {
      this.name = name;
    }

    static SerializablePlain of(String name) {
      return new SerializablePlain(name);
    }

    int forgotten() {
      return forgotten;
    }
  }

  static class Base {

    private final int value;

    Base(int value) {
      this.value = value;
    }

    int baseValue() {
      return value;
    }
  }

  /** A field of the same name as one of its superclass. */
  static final class Derived extends Base {

    private final int value;

    Derived(int baseValue, int value) {
      super(baseValue);
      this.value = value;
    }

    int value() {
      return value;
    }
  }

  static class NotSerializableBase {

    protected int count = 7;

    NotSerializableBase() {}
  }

  /** Java serialization makes its superclass by the constructor. */
  static final class SerializableDerived extends NotSerializableBase implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;

    SerializableDerived(String name, int count) {
      this.name = name;
      this.count = count;
    }
  }

  /** Java serialization does not carry it: its superclass has no constructor that it could use. */
  static final class Stranded extends Base implements Serializable {

    private static final long serialVersionUID = 1L;

    Stranded(int value) {
      super(value);
    }
  }

  /** Writes what it likes, and makes up what it did not write. */
  static final class Custom implements Serializable {

    private static final long serialVersionUID = 1L;

    private transient String text;
    private transient int reads;

    Custom(String text) {
      this.text = text;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeObject(new StringBuilder(text).reverse().toString());
      out.writeInt(42);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      text = new StringBuilder((String) in.readObject()).reverse().toString();
      reads = in.readInt();
    }

    String text() {
      return text + (reads == 0 || reads == 42);
    }
  }

  /** Fields of a stream that are no fields of the class. */
  static final class OwnFields implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final ObjectStreamField[] serialPersistentFields = {
      new ObjectStreamField("seconds", long.class)
    };

    private transient long millis;

    OwnFields(long millis) {
      this.millis = millis;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      ObjectOutputStream.PutField fields = out.putFields();
      fields.put("seconds", millis / 1000);
      out.writeFields();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      millis = 1000 * in.readFields().get("seconds", 0L);
    }

    long millis() {
      return millis;
    }
  }

  /** The serialization proxy of Effective Java. */
  static final class Proxied implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String text;

    Proxied(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    private Object writeReplace() {
      return new Proxy(text);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
      throw new InvalidObjectException("only by its proxy");
    }

    private static final class Proxy implements Serializable {

      private static final long serialVersionUID = 1L;

      private final String text;

      Proxy(String text) {
        this.text = text;
      }

      private Object readResolve() {
        return new Proxied(text);
      }
    }
  }

  /** Fields whose values stand for themselves only while they cross. */
  record Typed(Proxied proxied, Symbol symbol, Single single, Shape shape, List<Proxied> list) {}

  /** Its subclasses are replaced by what it says. */
  static class Replacing implements Serializable {

    private static final long serialVersionUID = 1L;

    protected Object writeReplace() {
      return Symbol.of("in place of " + getClass().getSimpleName());
    }
  }

  static final class Replaceable extends Replacing {

    private static final long serialVersionUID = 1L;
  }

  /** Its subclasses are not: the method is its own. */
  static class PrivatelyReplacing implements Serializable {

    private static final long serialVersionUID = 1L;

    private Object writeReplace() {
      return "never";
    }
  }

  static final class NotReplaced extends PrivatelyReplacing {

    private static final long serialVersionUID = 1L;

    private final int number;

    NotReplaced(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  /** Looks at itself when all of the graph is there. */
  static final class Validated implements Serializable, ObjectInputValidation {

    private static final long serialVersionUID = 1L;

    private final String text;
    private transient String checked;

    Validated(String text) {
      this.text = text;
      validateObject();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.registerValidation(this, 0);
      in.defaultReadObject();
    }

    @Override
    public void validateObject() {
      checked = text + " checked";
    }

    String checked() {
      return checked;
    }
  }

  static final class Single implements Serializable {

    private static final long serialVersionUID = 1L;

    static final Single INSTANCE = new Single();

    private Single() {}

    private Object readResolve() {
      return INSTANCE;
    }
  }

  /** Each name once. */
  static final class Symbol implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Map<String, Symbol> ALL = new HashMap<>();

    private final String name;

    private Symbol(String name) {
      this.name = name;
    }

    static synchronized Symbol of(String name) {
      return ALL.computeIfAbsent(name, Symbol::new);
    }

    private Object readResolve() {
      return of(name);
    }
  }

  public static final class Outside implements Externalizable {

    private static final long serialVersionUID = 1L;

    private String text;

    @SuppressWarnings("serial") // whoever makes one knows what it is
    private Object any;

    public Outside() {}

    Outside(String text, Object any) {
      this.text = text;
      this.any = any;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeUTF(text);
      out.writeObject(any);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
      text = in.readUTF();
      any = in.readObject();
    }

    String text() {
      return text + any;
    }

    Object any() {
      return any;
    }
  }

  /** Its inner class holds it. */
  static final class Outer {

    private final int number;

    Outer(int number) {
      this.number = number;
    }

    Inner inner(String text) {
      return new Inner(text);
    }

    Supplier<String> anonymous(String text) {
      return new Supplier<>() {
        @Override
        public String get() {
          return text + number;
        }
      };
    }

    final class Inner implements Supplier<String> {

      private final String text;

      Inner(String text) {
        this.text = text;
      }

      @Override
      public String get() {
        return text + number;
      }
    }
  }

  static final class SerializableOuter implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int number;

    SerializableOuter(int number) {
      this.number = number;
    }

    Inner inner(String text) {
      return new Inner(text);
    }

    final class Inner implements Supplier<String>, Serializable {

      private static final long serialVersionUID = 1L;

      private final String text;

      Inner(String text) {
        this.text = text;
      }

      @Override
      public String get() {
        return text + number;
      }
    }
  }

  static Supplier<String> anonymous(String captured) {
    return new Supplier<>() {
      private int calls;

      @Override
      public String get() {
        return captured + calls++;
      }
    };
  }

  static Supplier<String> local(String captured, int number) {
    class Local implements Supplier<String> {

      private final String text = captured + 1;

      @Override
      public String get() {
        return captured + text + number;
      }
    }
    return new Local();
  }

  static Supplier<String> serializableLocal(String captured, int number) {
    class Local implements Supplier<String>, Serializable {

      private static final long serialVersionUID = 1L;

      private final String text = captured + 1;

      @Override
      public String get() {
        return captured + text + number;
      }
    }
    return new Local();
  }

  static Object localRecord(String text) {
    record Local(String text) {}
    return new Local(text);
  }

  static List<String> doubleBraces() {
    return new ArrayList<>() {
      private static final long serialVersionUID = 1L;

      {
        add("a");
        add("b");
      }
    };
  }

  /** Forgets the eldest; its limit is a field beside those of the JDK's class. */
  static final class Latest<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int limit;

    Latest(int limit) {
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > limit;
    }
  }

  static final class NamedList extends ArrayList<String> {

    private static final long serialVersionUID = 1L;

    private final String name;

    NamedList(String name, List<String> items) {
      super(items);
      this.name = name;
    }

    String name() {
      return name;
    }
  }

  /** A list that nothing can be added to. */
  static final class FixedList extends AbstractList<Object> implements RandomAccess {

    private final Object[] items;

    FixedList(Object... items) {
      this.items = items;
    }

    @Override
    public Object get(int index) {
      return items[index];
    }

    @Override
    public int size() {
      return items.length;
    }
  }

  /** A map that nothing can be put into. */
  static final class FixedMap extends AbstractMap<String, Object> {

    private final String key;
    private final Object value;

    FixedMap(String key, Object value) {
      this.key = key;
      this.value = value;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      return Collections.singleton(new SimpleImmutableEntry<>(key, value));
    }
  }

  static final class Countdown implements Iterable<Integer> {

    private final int from;

    Countdown(int from) {
      this.from = from;
    }

    @Override
    public Iterator<Integer> iterator() {
      List<Integer> numbers = new ArrayList<>();
      for (int i = from; i > 0; i--) {
        numbers.add(i);
      }
      return numbers.iterator();
    }
  }

  /** What a type parameter says is no promise. */
  static final class Polluted {

    private List<String> names = new ArrayList<>();
    private Map<String, Long> numbers = new HashMap<>();

    @SuppressWarnings({"unchecked", "rawtypes"}) // that is what is tested
    static Polluted made() {
      Polluted polluted = new Polluted();
      ((List) polluted.names).addAll(Arrays.asList(1, "a", null, 'c'));
      ((Map) polluted.numbers).put(5, "five");
      return polluted;
    }
  }

  static class Holder<T> {

    private T value;
    private T[] values;
    private Object any;

    @SafeVarargs
    @SuppressWarnings("varargs") // it keeps the array, and gives it to nobody
    Holder(T value, Object any, T... values) {
      this.value = value;
      this.any = any;
      this.values = values;
    }
  }

  static final class TextHolder extends Holder<String> {

    TextHolder(String value, Object any) {
      super(value, any, "x", value);
    }
  }

  /** Holds functions, as settings objects do. */
  record Functions(Supplier<String> supplier, Comparable<String> comparable) {}

  interface SerializableSupplier extends Supplier<String>, Serializable {}

  /** As Kotlin compiles an {@code object}. */
  static final class KotlinLikeObject implements Serializable {

    private static final long serialVersionUID = 1L;

    public static final KotlinLikeObject INSTANCE = new KotlinLikeObject();

    private KotlinLikeObject() {}

    private Object readResolve() {
      return INSTANCE;
    }
  }

  /** As Kotlin compiles a {@code data class} with default values. */
  static final class KotlinLikeData {

    private final String name;
    private final List<Integer> numbers;

    KotlinLikeData(String name, List<Integer> numbers) {
      this.name = Objects.requireNonNull(name, "parameter name must not be null");
      this.numbers = Objects.requireNonNull(numbers, "parameter numbers must not be null");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof KotlinLikeData data
          && data.name.equals(name)
          && data.numbers.equals(numbers);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, numbers);
    }
  }

  /** As Scala compiles {@code case object} and {@code case class} of one sealed trait. */
  abstract static class ScalaLikeList implements Serializable {

    private static final long serialVersionUID = 1L;

    abstract int length();
  }

  static final class ScalaLikeNil$ extends ScalaLikeList {

    private static final long serialVersionUID = 1L;

    public static final ScalaLikeNil$ MODULE$ = new ScalaLikeNil$();

    private ScalaLikeNil$() {}

    @Override
    int length() {
      return 0;
    }

    private Object writeReplace() {
      return new ModuleProxy(ScalaLikeNil$.class);
    }
  }

  static final class ScalaLikeCons extends ScalaLikeList {

    private static final long serialVersionUID = 1L;

    private final int head;
    private final ScalaLikeList tail;

    ScalaLikeCons(int head, ScalaLikeList tail) {
      this.head = head;
      this.tail = tail;
    }

    @Override
    int length() {
      return 1 + tail.length() + (end() == ScalaLikeNil$.MODULE$ ? 0 : 1000);
    }

    private ScalaLikeList end() {
      return tail instanceof ScalaLikeCons cons ? cons.end() : tail;
    }

    int head() {
      return head;
    }
  }

  /** As {@code scala.runtime.ModuleSerializationProxy}. */
  private static final class ModuleProxy implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Class<?> module;

    ModuleProxy(Class<?> module) {
      this.module = module;
    }

    private Object readResolve() throws ObjectStreamException {
      try {
        return module.getField("MODULE$").get(null);
      } catch (ReflectiveOperationException e) {
        throw new InvalidObjectException(module + ": " + e);
      }
    }
  }
}
