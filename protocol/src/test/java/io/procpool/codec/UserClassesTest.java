package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Classes of users, as they write them, serializable or not. */
@SuppressWarnings("serial") // that not all fields are serializable is the point
class UserClassesTest {

  static class Base {
    private final String name;
    protected transient int cached = 7;

    Base(String name) {
      this.name = name;
    }
  }

  static final class Derived extends Base implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String name;
    private final List<? extends Number> numbers;

    Derived(String base, String name, List<? extends Number> numbers) {
      super(base);
      this.name = name;
      this.numbers = numbers;
    }
  }

  @Test
  void fieldsOfAllClassesUpwardsAreKept() throws CodecException {
    Derived back = RoundTrip.of(new Derived("base", "own", List.of(1, 2.5)));

    assertThat(((Base) back).name).isEqualTo("base");
    assertThat(back.name).isEqualTo("own");
    assertThat(back.numbers).isEqualTo(List.of(1, 2.5));
    assertThat(back.cached).isZero();
  }

  static final class WithDefaults {
    private transient Map<String, String> cache = new HashMap<>();
    private int value;
  }

  static class Guarded {
    protected final transient Object lock = new Object();
    private List<String> names = new ArrayList<>(List.of("default"));
  }

  static final class SerializableGuarded extends Guarded implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aClassThatIsNotSerializableMakesWhatIsTransientOfOneBelowItThatIs() throws CodecException {
    SerializableGuarded object = new SerializableGuarded();
    ((Guarded) object).names.add("own");
    SerializableGuarded back = RoundTrip.of(object);

    assertThat(back.lock).isNotNull();
    assertThat(((Guarded) back).names).containsExactly("default", "own");
  }

  @Test
  void aConstructorWithoutParametersFillsWhatIsTransient() throws CodecException {
    WithDefaults object = new WithDefaults();
    object.value = 3;

    WithDefaults back = RoundTrip.of(object);

    assertThat(back.value).isEqualTo(3);
    assertThat(back.cache).isNotNull();
  }

  final class Inner {
    private final int number = 5;

    UserClassesTest outer() {
      return UserClassesTest.this;
    }
  }

  @Test
  void innerLocalAndAnonymousClassesKeepWhatSurroundsThem() throws CodecException {
    int captured = Integer.parseInt("8");
    class Local implements Supplier<Integer> {
      @Override
      public Integer get() {
        return captured;
      }
    }
    Supplier<Integer> anonymous =
        new Supplier<>() {
          @Override
          public Integer get() {
            return captured + 1;
          }
        };
    Inner inner = new Inner();

    assertThat(RoundTrip.of(new Local()).get()).isEqualTo(8);
    assertThat(RoundTrip.of(anonymous).get()).isEqualTo(9);
    assertThat(RoundTrip.of(inner).number).isEqualTo(5);
    assertThat(RoundTrip.of(inner).outer()).isInstanceOf(UserClassesTest.class);
  }

  sealed interface Shape permits Circle, Square {}

  record Circle(double radius) implements Shape {}

  record Square(double side) implements Shape {}

  record Box<T>(T content, List<? super T> more) {}

  @Test
  void sealedAndGenericRecordsTravel() throws CodecException {
    Box<Shape> box = new Box<>(new Circle(1), new ArrayList<>(List.of(new Square(2))));

    assertThat(RoundTrip.of(box)).isEqualTo(box);
  }

  /** Its accessor gives another array each time. */
  record Careful(int[] numbers) {
    @Override
    public int[] numbers() {
      return numbers.clone();
    }
  }

  @Test
  void aRecordIsReadByItsFields() throws CodecException {
    int[] shared = {1};

    Object[] back = RoundTrip.of(new Object[] {new Careful(shared), shared});
    ((int[]) back[1])[0] = 2;

    assertThat(((Careful) back[0]).numbers()).containsExactly(2);
  }

  enum Level {
    LOW,
    HIGH {
      @Override
      int height() {
        return 2;
      }
    };

    int height() {
      return 1;
    }
  }

  @Test
  void constantsOfEnumsAreThemselves() throws CodecException {
    assertThat(RoundTrip.of(new Object[] {Level.LOW, Level.HIGH, Level.HIGH}))
        .containsExactly(Level.LOW, Level.HIGH, Level.HIGH);
    assertThat(RoundTrip.of(Level.HIGH)).isSameAs(Level.HIGH);
  }

  /** As Kotlin's {@code object} is compiled. */
  static final class KotlinLike {
    @SuppressWarnings("unused")
    static final KotlinLike INSTANCE = new KotlinLike();
  }

  /** As Scala's. */
  static final class ScalaLike {
    static final ScalaLike MODULE$ = new ScalaLike();
  }

  /** As the older ones do it. */
  static final class Resolved implements Serializable {
    private static final long serialVersionUID = 1L;
    static final Resolved ONLY = new Resolved();

    private Object readResolve() {
      return ONLY;
    }
  }

  @Test
  void singletonsStaySingle() throws CodecException {
    assertThat(RoundTrip.of(KotlinLike.INSTANCE)).isSameAs(KotlinLike.INSTANCE);
    assertThat(RoundTrip.of(ScalaLike.MODULE$)).isSameAs(ScalaLike.MODULE$);
    assertThat(RoundTrip.of(new Object[] {Resolved.ONLY, Resolved.ONLY}))
        .containsExactly(Resolved.ONLY, Resolved.ONLY);
  }

  /** Cannot be added to. */
  static final class Fixed extends AbstractList<String> {
    private final String[] elements;

    Fixed(String... elements) {
      this.elements = elements;
    }

    @Override
    public String get(int index) {
      return elements[index];
    }

    @Override
    public int size() {
      return elements.length;
    }
  }

  static final class Labelled extends ArrayList<Integer> {
    private static final long serialVersionUID = 1L;
    private final String label;

    Labelled(String label) {
      this.label = label;
    }
  }

  @Test
  void ownCollectionsKeepTheirFields() throws CodecException {
    Labelled labelled = new Labelled("label");
    labelled.add(3);

    assertThat(RoundTrip.of(new Fixed("a", "b"))).containsExactly("a", "b");
    assertThat(RoundTrip.of(labelled).label).isEqualTo("label");
    assertThat(RoundTrip.of(labelled)).containsExactly(3);
  }

  record Strings(List<String> strings) {}

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // what some frameworks do
  void aListMayHoldWhatItsDeclarationDoesNotSay() throws CodecException {
    Strings lying = new Strings((List) new ArrayList<>(List.of(1, 2)));

    assertThat((List<?>) RoundTrip.of(lying).strings()).isEqualTo(List.of(1, 2));
  }

  static final class ThrowingReader implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException {
      throw new IOException("not today");
    }
  }

  @Test
  void theFieldWhoseReadingThrowsIsNamed() {
    record Order(Object[] lines) {}

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> RoundTrip.of(new Order(new Object[] {1, new ThrowingReader()})))
        .hasMessageContaining("lines[1]")
        .hasMessageContaining("not today");
  }
}
