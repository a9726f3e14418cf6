package io.procpool.it.calls;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.Results;
import io.procpool.task.TaskFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The ways to run a function over items: what holds for one should hold for all. */
enum WayToMap {
  MAP,
  MAP_ASYNC,
  IMAP,
  IMAP_UNORDERED;

  /**
   * All results, in order; those of the unordered way sorted.
   *
   * @throws Exception what the call throws, or its future fails with
   */
  <T, R extends Comparable<R>> List<R> results(
      Pool pool, TaskFunction<T, R> function, Iterable<T> items, MapOptions options)
      throws Exception {
    return switch (this) {
      case MAP -> pool.map(function, items, options);
      case MAP_ASYNC -> pool.<T, R>mapAsync(function, items, options).get(60, TimeUnit.SECONDS);
      case IMAP -> read(pool.imap(function, items, options));
      case IMAP_UNORDERED -> sorted(read(pool.imapUnordered(function, items, options)));
    };
  }

  private static <R> List<R> read(Results<R> results) {
    List<R> read = new ArrayList<>();
    try (results) {
      results.forEach(read::add);
    }
    return read;
  }

  private static <R extends Comparable<R>> List<R> sorted(List<R> results) {
    Collections.sort(results);
    return results;
  }
}
