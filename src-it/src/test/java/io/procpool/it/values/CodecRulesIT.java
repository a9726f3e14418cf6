package io.procpool.it.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.procpool.ProcessPool;
import io.procpool.SerializationException;
import io.procpool.TaskFailedException;
import io.procpool.WorkerStartException;
import io.procpool.codec.KryoSetup;
import io.procpool.task.RemoteException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Serializers of the user's own and lists of allowed classes, with real workers. */
class CodecRulesIT {

  private static final String IN_WORKER = "procpool.it.values.worker";

  private record Money(long cents) {}

  private record Secret(String text) {}

  private static final class SecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecretException(String message) {
      super(message);
    }
  }

  /** Adds a cent for each crossing, so that crossings can be counted. */
  private static final class Counting extends Serializer<Money> {

    @Override
    public void write(Kryo kryo, Output output, Money money) {
      output.writeLong(money.cents());
    }

    @Override
    public Money read(Kryo kryo, Input input, Class<? extends Money> type) {
      return new Money(input.readLong() + 1);
    }
  }

  @Test
  void aSerializerOfTheUsersIsUsedOnBothSides() {
    int[] captured = {7};
    KryoSetup setup = kryo -> kryo.register(Money.class, new Counting());
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(2)
            .kryo(setup)
            .initializer(() -> System.setProperty(IN_WORKER, "set up " + captured[0]))
            .build()) {
      List<Money> there = List.of(new Money(10), new Money(20));

      assertThat(pool.map(money -> money, there)).containsExactly(new Money(12), new Money(22));
      String initialized = pool.apply(() -> System.getProperty(IN_WORKER));
      assertThat(initialized).isEqualTo("set up 7");
    }
  }

  @Test
  void aWorkerThatRegistersSomethingElseDoesNotStartAndSaysWhat() {
    KryoSetup setup =
        kryo -> kryo.register(Boolean.getBoolean(IN_WORKER) ? Secret.class : Money.class);

    assertThatThrownBy(
            () ->
                ProcessPool.builder()
                    .processes(1)
                    .jvmArgs("-D" + IN_WORKER + "=true")
                    .kryo(setup)
                    .build())
        .isInstanceOf(WorkerStartException.class)
        .hasStackTraceContaining("register different classes with Kryo")
        .hasStackTraceContaining("$Money as ")
        .hasStackTraceContaining("$Secret as ");
  }

  @Test
  void onlyAllowedClassesCrossInEitherDirection() {
    String here = CodecRulesIT.class.getName();
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).allowClasses(here, "com.acme.**").build()) {
      Money doubled = pool.apply(money -> new Money(money.cents() * 2), new Money(21));

      assertThat(doubled).isEqualTo(new Money(42));
    }
  }

  @Test
  void whatIsNotAllowedIsRefusedAndItsWorkerLivesOn() {
    String here = CodecRulesIT.class.getName();
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).allowClasses(Functions.class.getName()).build()) {
      long worker = pool.apply(Functions.pid());

      assertThatThrownBy(() -> pool.apply(Functions.identity(), new Money(1)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("$Money is not among the classes that the pool allows");
      assertThatThrownBy(() -> pool.apply(Functions.givingASecret()))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("$Secret is not among the classes that the pool allows");
      assertThatThrownBy(() -> pool.<Integer>apply(() -> 1))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining(here + " is not among the classes that the pool allows");
      assertThatThrownBy(() -> pool.apply(Functions.throwingASecret()))
          .isInstanceOf(TaskFailedException.class)
          .cause()
          .isInstanceOf(RemoteException.class)
          .hasMessageContaining("told");
      assertThat(pool.apply(Functions.pid())).isEqualTo(worker);
    }
  }

  @Test
  void anEmptyListOfAllowedClassesIsAMistake() {
    assertThatIllegalArgumentException().isThrownBy(() -> ProcessPool.builder().allowClasses());
  }

  /** Written outside of the class whose own are not allowed. */
  static Object secret() {
    return new Secret("told");
  }

  static RuntimeException secretException() {
    return new SecretException("told");
  }
}
