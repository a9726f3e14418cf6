package io.procpool;

/**
 * What became of one task of {@link Pool#mapSettled}: a value, {@code null} included, or a failure.
 * Immutable, as far as the value is.
 *
 * <pre>{@code
 * for (Outcome<Page> outcome : pool.mapSettled(Page::fetch, urls)) {
 *   if (outcome.failure() != null) {
 *     log.warn("not fetched: " + outcome.failure().input());
 *   }
 * }
 * }</pre>
 *
 * @param <R> a result
 */
public sealed interface Outcome<R> {

  /**
   * {@return the value}
   *
   * @throws TaskException if there is none, for the task failed
   */
  R get();

  /** {@return why there is no value; {@code null} if there is one} */
  TaskException failure();

  /**
   * The task gave a result.
   *
   * @param <R> a result
   * @param value may be {@code null}
   */
  record Value<R>(R value) implements Outcome<R> {

    @Override
    public R get() {
      return value;
    }

    @Override
    public TaskException failure() {
      return null;
    }
  }

  /**
   * The task failed.
   *
   * @param <R> a result
   * @param failure knows the task's index and the beginning of its input
   */
  record Failed<R>(TaskException failure) implements Outcome<R> {

    @Override
    public R get() {
      throw failure;
    }
  }
}
