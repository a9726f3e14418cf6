package io.procpool.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import io.procpool.testkit.Probes;
import io.procpool.testkit.Trap;
import java.util.List;

/** When something happens to a task in its worker. */
enum Moment {
  DECODING {
    @Override
    List<Object> outcomes(Pool pool, TaskCallable<?> action, MapOptions options) {
      return map(pool, Probes.echo(), Trap.decodedInWorker(action), options);
    }
  },
  RUNNING {
    @Override
    List<Object> outcomes(Pool pool, TaskCallable<?> action, MapOptions options) {
      return map(pool, Probes.echoBut(MIDDLE, action), MIDDLE, options);
    }
  },
  ENCODING {
    @Override
    List<Object> outcomes(Pool pool, TaskCallable<?> action, MapOptions options) {
      TaskCallable<Object> giving = Probes.give(Trap.encodedInWorker(action));
      return map(pool, Probes.echoBut(MIDDLE, giving), MIDDLE, options);
    }
  };

  private static final String FIRST = "first";
  private static final String MIDDLE = "middle";
  private static final String LAST = "last";

  abstract List<Object> outcomes(Pool pool, TaskCallable<?> action, MapOptions options);

  /**
   * What becomes of a task that does something at this moment: its result or its failure. It is the
   * middle one of three in a chunk, and the others must not notice.
   */
  Object outcome(Pool pool, TaskCallable<?> action) {
    return outcome(pool, action, MapOptions.DEFAULT);
  }

  /** {@link #outcome(Pool, TaskCallable)} of a map with options. */
  Object outcome(Pool pool, TaskCallable<?> action, MapOptions options) {
    return outcomeOfMiddle(outcomes(pool, action, options.withChunkSize(3)));
  }

  /** The same for a result that does something when it has come back, and is decoded there. */
  static Object outcomeInPool(Pool pool, TaskCallable<?> action) {
    TaskCallable<Object> giving = Probes.give(Trap.decodedInPool(action));
    MapOptions options = MapOptions.DEFAULT.withChunkSize(3);
    return outcomeOfMiddle(map(pool, Probes.echoBut(MIDDLE, giving), MIDDLE, options));
  }

  /** The same for an item that does something where it is encoded for its worker. */
  static Object outcomeBefore(Pool pool, TaskCallable<?> action) {
    MapOptions options = MapOptions.DEFAULT.withChunkSize(3);
    return outcomeOfMiddle(map(pool, Probes.echo(), Trap.encodedInPool(action), options));
  }

  private static Object outcomeOfMiddle(List<Object> outcomes) {
    assertThat(outcomes).hasSize(3).startsWith(FIRST).endsWith(LAST);
    return outcomes.get(1);
  }

  private static List<Object> map(
      Pool pool, TaskFunction<Object, Object> function, Object middle, MapOptions options) {
    return Outcomes.of(pool.imap(function, List.of(FIRST, middle, LAST), options));
  }
}
