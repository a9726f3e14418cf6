package io.procpool;

/**
 * When a {@code map} or {@code starmap} of which a task failed is over. A stream of results does
 * not ask: its reader sees each failure in its place, and may close it. {@link Pool#mapSettled}
 * never fails for a task's sake.
 *
 * <pre>{@code
 * pool.map(Page::render, pages, MapOptions.DEFAULT.withFailurePolicy(FailurePolicy.FAIL_FAST));
 * }</pre>
 */
public enum FailurePolicy {
  /**
   * When all its tasks have ended: what failed is always the same, that of the smallest index, with
   * the others suppressed in it. The default.
   */
  FAIL_AT_END,
  /**
   * When the first failure has come: tasks that have not started never run, and those that run are
   * stopped. Which of several failures that is depends on what ends first.
   */
  FAIL_FAST
}
