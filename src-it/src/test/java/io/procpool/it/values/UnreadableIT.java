package io.procpool.it.values;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.SerializationException;
import io.procpool.it.calls.Probes;
import io.procpool.task.TaskFunction;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What cannot be written or read, on either side, costs its own task: twenty times over, between
 * tasks that succeed, in the same two workers.
 */
class UnreadableIT {

  private static final int ROUNDS = 20;
  private static final String IN_WORKER = "procpool.it.values.worker";

  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    pool = ProcessPool.builder().processes(2).jvmArgs("-D" + IN_WORKER + "=true").build();
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  private static boolean isInWorker() {
    return Boolean.getBoolean(IN_WORKER);
  }

  /** How a value fails to cross; an array before and behind it has crossed by then. */
  enum Failing {
    WRITING_THROWS,
    WRITING_THROWS_AN_ERROR,
    WRITING_OVERFLOWS,
    READING_THROWS,
    READING_THROWS_AN_ERROR,
    READING_OVERFLOWS,
    READING_WANTS_MORE,
    READING_WANTS_LESS,
    RESOLVING_THROWS,
    HOLDING_A_SOCKET;

    private void write(ObjectOutputStream out) throws IOException {
      switch (this) {
        case WRITING_THROWS -> throw new IOException("on purpose");
        case WRITING_THROWS_AN_ERROR -> throw new AssertionError("on purpose");
        case WRITING_OVERFLOWS -> overflow(0);
        case HOLDING_A_SOCKET -> out.writeObject(new Socket());
        default -> out.writeInt(42);
      }
    }

    private void read(ObjectInputStream in) throws IOException, ClassNotFoundException {
      switch (this) {
        case READING_THROWS -> throw new IllegalStateException("on purpose");
        case READING_THROWS_AN_ERROR -> throw new AssertionError("on purpose");
        case READING_OVERFLOWS -> overflow(0);
        case READING_WANTS_MORE -> in.readNBytes(1000)[999]++;
        case READING_WANTS_LESS -> in.readByte();
        default -> in.readInt();
      }
    }

    private static int overflow(int depth) {
      return overflow(depth + 1) + 1;
    }
  }

  private static final class Broken implements Serializable {

    private static final long serialVersionUID = 1L;

    private final byte[] before = new byte[100];
    private final Failing failing;
    private final boolean inWorker;
    private final byte[] behind = new byte[100];

    /**
     * @param inWorker it is that side on which it is broken
     */
    Broken(Failing failing, boolean inWorker) {
      this.failing = failing;
      this.inWorker = inWorker;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      if (inWorker == isInWorker()) {
        failing.write(out);
      } else {
        out.writeInt(before.length + behind.length);
      }
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (inWorker == isInWorker()) {
        failing.read(in);
      } else {
        in.readInt();
      }
    }

    private Object readResolve() {
      if (inWorker == isInWorker() && failing == Failing.RESOLVING_THROWS) {
        throw new IllegalStateException("on purpose");
      }
      return this;
    }
  }

  // S23, S25
  @ParameterizedTest
  @EnumSource
  void anArgumentThatCannotBeReadOrWritten(Failing failing) {
    boolean isRead = failing.name().startsWith("READ") || failing == Failing.RESOLVING_THROWS;
    Broken broken = new Broken(failing, isRead);

    assertOnlyTheMiddleFails(failing, x -> x, List.of(1, broken, 3));
  }

  // S22, S24
  @ParameterizedTest
  @EnumSource
  void aResultThatCannotBeReadOrWritten(Failing failing) {
    boolean isRead = failing.name().startsWith("READ") || failing == Failing.RESOLVING_THROWS;

    assertOnlyTheMiddleFails(
        failing, x -> x.equals(2) ? new Broken(failing, !isRead) : x, List.of(1, 2, 3));
  }

  private void assertOnlyTheMiddleFails(
      Failing failing, TaskFunction<Object, Object> function, List<Object> items) {
    Set<Long> pids = Probes.meetingOfAll(pool, folder, "before");
    for (int round : range(0, ROUNDS)) {
      MapOptions options = MapOptions.DEFAULT.withChunkSize(1 + 2 * (round % 2));
      List<Object> seen = new ArrayList<>();
      try (Results<Object> results = pool.imap(function, items, options)) {
        for (Iterator<Object> iterator = results.iterator(); iterator.hasNext(); ) {
          Throwable failure = catchThrowable(() -> seen.add(iterator.next()));
          if (failure != null) {
            seen.add(failure.getClass());
          }
        }
      }
      if (failing == Failing.READING_WANTS_LESS) {
        assertThat(seen).hasSize(3).startsWith(1).endsWith(3);
      } else {
        assertThat(seen).as("round %d", round).containsExactly(1, SerializationException.class, 3);
      }
    }
    assertThat(Probes.meetingOfAll(pool, folder, "after")).isEqualTo(pids);
  }

  /** S27 and S28, where what fails is the crossing and not the task. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void aMapFailsByTheFirstThatCouldNotCross(int chunkSize) {
    for (int round : range(0, ROUNDS)) {
      Throwable thrown =
          catchThrowable(
              () ->
                  pool.map(
                      x -> x == 2 || x == 6 ? new Socket() : (Object) x,
                      range(0, 10),
                      MapOptions.DEFAULT.withChunkSize(chunkSize)));

      assertThat(thrown)
          .as("round %d", round)
          .isInstanceOfSatisfying(
              SerializationException.class, failure -> assertThat(failure.index()).isEqualTo(2))
          .hasMessageContaining("java.net.Socket");
      assertThat(thrown.getSuppressed())
          .singleElement()
          .isInstanceOfSatisfying(
              SerializationException.class, other -> assertThat(other.index()).isEqualTo(6));
    }
  }
}
