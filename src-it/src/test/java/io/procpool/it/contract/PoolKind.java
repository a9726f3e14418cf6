package io.procpool.it.contract;

import io.procpool.Pool;
import io.procpool.PoolListener;
import io.procpool.ProcessPool;
import io.procpool.QueueLimit;
import io.procpool.SerialPool;
import io.procpool.ThreadPool;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/** The kinds of pool: what holds for one should hold for all. */
public enum PoolKind {
  PROCESS(true, true) {
    @Override
    Pool open(int size, PoolSetup<?> setup) {
      return setup.of(ProcessPool.builder().processes(size).grace(GRACE)).build();
    }

    @Override
    public Pool open(int size, QueueLimit limit) {
      return ProcessPool.builder().processes(size).queueLimit(limit).build();
    }

    @Override
    public Pool open(int size, PoolListener listener) {
      return ProcessPool.builder().processes(size).grace(GRACE).listener(listener).build();
    }
  },
  THREAD(true, false) {
    @Override
    Pool open(int size, PoolSetup<?> setup) {
      return setup.of(ThreadPool.builder().threads(size).grace(GRACE)).build();
    }

    @Override
    public Pool open(int size, QueueLimit limit) {
      return ThreadPool.builder().threads(size).queueLimit(limit).build();
    }

    @Override
    public Pool open(int size, PoolListener listener) {
      return ThreadPool.builder().threads(size).grace(GRACE).listener(listener).build();
    }
  },
  /** From Java 21 on. */
  VIRTUAL_THREAD(true, false) {
    @Override
    Pool open(int size, PoolSetup<?> setup) {
      return setup.of(ThreadPool.builder().threads(size).virtual().grace(GRACE)).build();
    }

    @Override
    public Pool open(int size, QueueLimit limit) {
      return ThreadPool.builder().threads(size).virtual().queueLimit(limit).build();
    }

    @Override
    public Pool open(int size, PoolListener listener) {
      return ThreadPool.builder().threads(size).virtual().grace(GRACE).listener(listener).build();
    }
  },
  SERIAL(false, false) {
    @Override
    Pool open(int size, PoolSetup<?> setup) {
      return setup.of(SerialPool.builder()).build();
    }

    @Override
    public Pool open(int size, PoolListener listener) {
      return SerialPool.builder().listener(listener).build();
    }
  },
  STRICT_SERIAL(false, true) {
    @Override
    Pool open(int size, PoolSetup<?> setup) {
      return setup.of(SerialPool.builder().strict()).build();
    }

    @Override
    public Pool open(int size, PoolListener listener) {
      return SerialPool.builder().strict().listener(listener).build();
    }
  };

  private static final Duration GRACE = Duration.ofMillis(200);

  /** Whether tasks run while their caller does something else. */
  final boolean isConcurrent;

  /** Whether a task works on copies. */
  final boolean copies;

  PoolKind(boolean isConcurrent, boolean copies) {
    this.isConcurrent = isConcurrent;
    this.copies = copies;
  }

  /** A pool of this kind with a short grace. */
  public Pool open(int size) {
    return open(size, PoolSetup.NONE);
  }

  /** The same with an initializer, an exit hook or a seed. */
  abstract Pool open(int size, PoolSetup<?> setup);

  /** A pool that holds no more calls than that; of a kind that holds any. */
  public Pool open(int size, QueueLimit limit) {
    throw new UnsupportedOperationException(this + " has no queue");
  }

  /** One that is listened to. */
  public abstract Pool open(int size, PoolListener listener);

  /** Those that this JVM has. */
  public static Stream<PoolKind> all() {
    return Arrays.stream(values())
        .filter(kind -> kind != VIRTUAL_THREAD || Runtime.version().feature() >= 21);
  }

  /** Those of which tasks run while their caller does something else. */
  public static Stream<PoolKind> concurrent() {
    return all().filter(kind -> kind.isConcurrent);
  }
}
