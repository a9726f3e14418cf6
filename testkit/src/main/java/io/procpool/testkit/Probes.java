package io.procpool.testkit;

import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import java.time.Duration;
import java.util.Objects;

/**
 * Tasks that end, block, flood or fill the JVM they run in, for any pool.
 *
 * <pre>{@code
 * assertThatThrownBy(() -> pool.apply(Probes.exit(42))).hasMessageContaining("exit code 42");
 *
 * pool.map(Probes.echoBut(3, Probes.crash()), List.of(1, 2, 3, 4));     // one of several tasks
 * pool.map(Probes.echo(), List.of(1, Trap.decodedInWorker(Probes.hang())));  // an item
 * pool.apply(Probes.leaveThread(Probes.halt(1)));                       // behind the task
 * ProcessPool.builder().initializer(Probes.exit(42)::call).build();     // before any task
 * }</pre>
 *
 * <p>A task that goes well, whatever it has done, gives {@value #ANSWER}. One that ends its JVM
 * ends a test, too, that calls it by itself.
 */
public final class Probes {

  /** What a task gives that has gone well. */
  public static final int ANSWER = 42;

  private Probes() {}

  // ---- what goes well

  /**
   * Gives {@value #ANSWER}.
   *
   * @return the task
   */
  public static TaskCallable<Integer> answer() {
    return () -> ANSWER;
  }

  /**
   * Gives a value back, which so crosses as a part of the task, and again as its result.
   *
   * @param <R> any type: it gives nothing
   * @param value what can cross
   * @return the task
   */
  public static <R> TaskCallable<R> give(R value) {
    return () -> value;
  }

  /**
   * Gives each item back.
   *
   * @param <T> an item
   * @return the function
   */
  public static <T> TaskFunction<T, T> echo() {
    return item -> item;
  }

  /**
   * Gives each item back, but for one, in whose place it does something else.
   *
   * @param <T> an item
   * @param one the item that is equal to this, or {@code null}
   * @param instead what is done in its place
   * @return the function
   */
  public static <T> TaskFunction<T, T> echoBut(T one, TaskCallable<? extends T> instead) {
    Objects.requireNonNull(instead, "instead");
    return item -> Objects.equals(item, one) ? instead.call() : item;
  }

  // ---- ends, and failures

  /**
   * Throws.
   *
   * @param <R> any type: it gives nothing
   * @param thrown must be able to cross, for it is a part of the task
   * @return the task
   */
  public static <R> TaskCallable<R> fail(Exception thrown) {
    return () -> {
      throw thrown;
    };
  }

  /**
   * Throws, what need not be an exception.
   *
   * @param <R> any type: it gives nothing
   * @param thrown must be able to cross, for it is a part of the task
   * @return the task
   */
  public static <R> TaskCallable<R> fail(Error thrown) {
    return () -> {
      throw thrown;
    };
  }

  /**
   * Calls {@code System.exit}, which runs shutdown hooks.
   *
   * @param <R> any type: it gives nothing
   * @param code 0 to 255
   * @return the task
   */
  public static <R> TaskCallable<R> exit(int code) {
    return () -> Endings.exit(code);
  }

  /**
   * Calls {@code Runtime.halt}, which runs nothing more.
   *
   * @param <R> any type: it gives nothing
   * @param code 0 to 255
   * @return the task
   */
  public static <R> TaskCallable<R> halt(int code) {
    return () -> Endings.halt(code);
  }

  /**
   * Ends its process by a signal: {@code "KILL"}, {@code "TERM"}, {@code "ABRT"}. There must be a
   * {@code kill} command.
   *
   * @param <R> any type: it gives nothing
   * @param signal its name, without {@code SIG}
   * @return the task
   */
  public static <R> TaskCallable<R> die(String signal) {
    return () -> Endings.bySignal(signal);
  }

  /**
   * Crashes the JVM as native code does: a segmentation fault, with the JVM's report of it.
   *
   * @param <R> any type: it gives nothing
   * @return the task
   */
  public static <R> TaskCallable<R> crash() {
    return () -> Endings.bySegmentationFault();
  }

  // ---- no end

  /**
   * Waits for ever, unless it is interrupted.
   *
   * @param <R> any type: it gives nothing
   * @return the task
   */
  public static <R> TaskCallable<R> hang() {
    return () -> Hanging.untilInterrupted();
  }

  /**
   * Waits for ever, and swallows every interrupt.
   *
   * @param <R> any type: it gives nothing
   * @return the task
   */
  public static <R> TaskCallable<R> hangIgnoringInterrupts() {
    return () -> Hanging.ignoringInterrupts();
  }

  /**
   * Computes for ever, and never looks whether it is interrupted.
   *
   * @param <R> any type: it gives nothing
   * @return the task
   */
  public static <R> TaskCallable<R> spin() {
    return () -> Hanging.busily();
  }

  /**
   * Stops its whole process, as a debugger does: no thread of it runs until it is told to go on.
   * There must be a {@code kill} command.
   *
   * @return the task
   */
  public static TaskCallable<Integer> freeze() {
    return () -> {
      Endings.signal("STOP");
      return ANSWER;
    };
  }

  /**
   * Takes a time, unless it is interrupted.
   *
   * @param time in milliseconds at the finest
   * @return the task
   */
  public static TaskCallable<Integer> sleep(Duration time) {
    return () -> {
      Thread.sleep(time.toMillis());
      return ANSWER;
    };
  }

  // ---- what stays behind the task

  /**
   * Leaves a thread that is no daemon, and that does something; then the task ends.
   *
   * @param role what it does
   * @return the task
   */
  public static TaskCallable<Integer> leaveThread(TaskCallable<?> role) {
    Objects.requireNonNull(role, "role");
    return () -> {
      Leftover.of(role).start();
      return ANSWER;
    };
  }

  /**
   * Leaves a shutdown hook that does something when its JVM ends; then the task ends.
   *
   * @param role what it does
   * @return the task
   */
  public static TaskCallable<Integer> leaveHook(TaskCallable<?> role) {
    Objects.requireNonNull(role, "role");
    return () -> {
      Runtime.getRuntime().addShutdownHook(Leftover.of(role));
      return ANSWER;
    };
  }

  /**
   * Fills the heap to the brim, until that throws; what it filled it with is garbage then.
   *
   * @param <R> any type: it gives nothing
   * @return the task
   */
  public static <R> TaskCallable<R> fillHeap() {
    return () -> Hoard.fillHeap();
  }

  /**
   * Takes memory outside of the heap, and keeps it as long as its JVM lives.
   *
   * @param bytes how many at least
   * @return the task
   */
  public static TaskCallable<Integer> hoard(long bytes) {
    return () -> {
      Hoard.keep(bytes);
      return ANSWER;
    };
  }

  // ---- standard output

  /**
   * Prints to {@code System.out} what looks like nothing, and like a protocol's frames.
   *
   * @return the task
   */
  public static TaskCallable<Integer> printGarbage() {
    return () -> {
      Garbage.throughSystemOut();
      return ANSWER;
    };
  }

  /**
   * Prints it to descriptor 1, past {@code System.out}.
   *
   * @return the task
   */
  public static TaskCallable<Integer> printGarbageToDescriptor() {
    return () -> {
      Garbage.throughDescriptor();
      return ANSWER;
    };
  }

  /**
   * Has a process print it that inherits descriptor 1. There must be a {@code cat} command.
   *
   * @return the task
   */
  public static TaskCallable<Integer> printGarbageFromChild() {
    return () -> {
      Garbage.throughChild();
      return ANSWER;
    };
  }

  /**
   * Closes {@code System.out}, and the stream on descriptor 1.
   *
   * @return the task
   */
  public static TaskCallable<Integer> closeOutput() {
    return () -> {
      Garbage.closeOutput();
      return ANSWER;
    };
  }
}
