package io.procpool.it.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import io.procpool.SerialPool;
import io.procpool.ThreadPool;
import io.procpool.testkit.Probes;
import io.procpool.testkit.junit.PoolExtension;
import io.procpool.testkit.junit.WithPool;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests as users write them, for {@link PoolExtensionIT} to run. */
final class PoolTests {

  private PoolTests() {}

  @WithPool(processes = 1)
  static class WithOneOfTheClass {

    static final Set<Pool> POOLS = new HashSet<>();

    @BeforeAll
    static void warmUp(Pool pool) {
      POOLS.add(pool);
    }

    @RepeatedTest(2)
    void uses(ProcessPool pool) {
      assertThat(pool.processes()).isEqualTo(1);
      assertThat(pool.apply(Probes.answer())).isEqualTo(Probes.ANSWER);
      POOLS.add(pool);
    }

    @Nested
    class Inside {

      @Test
      void usesTheSame(ProcessPool pool) {
        POOLS.add(pool);
      }
    }
  }

  @WithPool(processes = 1)
  static class WithOneOfATest {

    static final Set<Pool> POOLS = new HashSet<>();

    @Test
    @WithPool
    void hasItsOwn(ProcessPool pool) {
      assertThat(pool.processes()).isEqualTo(2);
      POOLS.add(pool);
    }

    @Test
    void hasThatOfTheClass(ProcessPool pool) {
      assertThat(pool.processes()).isEqualTo(1);
      POOLS.add(pool);
    }
  }

  static class WithAStaticField {

    static final Set<Pool> POOLS = new HashSet<>();

    @RegisterExtension static final PoolExtension POOL = PoolExtension.processes(1);

    @RepeatedTest(2)
    void uses(Pool pool) {
      assertThat(POOL.get()).isSameAs(pool);
      POOLS.add(pool);
    }
  }

  static class WithAField {

    static final Set<Pool> POOLS = new HashSet<>();

    @RegisterExtension final PoolExtension pool = PoolExtension.of(() -> ThreadPool.create(2));

    @RepeatedTest(2)
    void uses(ThreadPool same) {
      assertThat(pool.get()).isSameAs(same);
      POOLS.add(same);
    }
  }

  static class OfAnotherKind {

    @RegisterExtension static final PoolExtension POOL = PoolExtension.of(SerialPool::create);

    @Test
    void wantsProcesses(ProcessPool pool) {
      throw new AssertionError("has " + pool);
    }
  }

  static class WithoutAPool {

    @RegisterExtension
    static final PoolExtension POOL =
        PoolExtension.of(() -> ProcessPool.builder().jvmArgs("-XX:NoSuchFlag").build());

    @Test
    void isNotRun() {
      throw new AssertionError("has run");
    }
  }

  /** Nobody waits for what it has begun. */
  @WithPool(processes = 1)
  static class ThatHangs {

    @Test
    void leavesATask(ProcessPool pool) {
      pool.submit(Probes.hangIgnoringInterrupts());
    }
  }

  @WithPool(processes = 1)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class ThatLeaks {

    @Test
    @Order(1)
    void opensAnother(ProcessPool pool) {
      pool.apply(Probes.answer());
      ProcessPool.create(1).apply(Probes.answer());
    }

    @Test
    @Order(2)
    void replacesAWorker(ProcessPool pool) {
      pool.submit(Probes.halt(1)).handle((result, failure) -> null).join();
      pool.apply(Probes.answer());
    }
  }
}
