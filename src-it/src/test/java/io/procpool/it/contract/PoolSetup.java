package io.procpool.it.contract;

import io.procpool.ProcessPoolBuilder;
import io.procpool.SerialPoolBuilder;
import io.procpool.ThreadPoolBuilder;
import io.procpool.task.TaskCallable;
import java.util.function.Consumer;

/**
 * What every kind of pool can be built with.
 *
 * @param initializer or {@code null}
 * @param exitHook or {@code null}
 * @param receiver takes what that gives
 * @param seed or {@code null}
 */
record PoolSetup<R>(
    TaskCallable<?> initializer, TaskCallable<R> exitHook, Consumer<R> receiver, Long seed) {

  static final PoolSetup<?> NONE = new PoolSetup<>(null, null, null, null);

  static PoolSetup<?> initializer(TaskCallable<?> task) {
    return new PoolSetup<>(task, null, null, null);
  }

  static PoolSetup<?> seed(long number) {
    return new PoolSetup<>(null, null, null, number);
  }

  ProcessPoolBuilder of(ProcessPoolBuilder builder) {
    ProcessPoolBuilder initialized =
        initializer == null ? builder : builder.initializer(initializer);
    ProcessPoolBuilder seeded = seed == null ? initialized : initialized.seed(seed);
    return exitHook == null ? seeded : seeded.exitHook(exitHook, receiver);
  }

  ThreadPoolBuilder of(ThreadPoolBuilder builder) {
    ThreadPoolBuilder initialized =
        initializer == null ? builder : builder.initializer(initializer);
    ThreadPoolBuilder seeded = seed == null ? initialized : initialized.seed(seed);
    return exitHook == null ? seeded : seeded.exitHook(exitHook, receiver);
  }

  SerialPoolBuilder of(SerialPoolBuilder builder) {
    SerialPoolBuilder initialized =
        initializer == null ? builder : builder.initializer(initializer);
    SerialPoolBuilder seeded = seed == null ? initialized : initialized.seed(seed);
    return exitHook == null ? seeded : seeded.exitHook(exitHook, receiver);
  }
}
