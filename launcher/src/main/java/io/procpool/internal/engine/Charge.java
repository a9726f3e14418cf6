package io.procpool.internal.engine;

/**
 * What tasks that were given away are expected to take: it counts as taken until it is known.
 *
 * @param turn whose tasks they are
 * @param nanosPerTask what each of them is expected to take
 */
public record Charge<J>(Turn<J> turn, long nanosPerTask) {

  long nanos(int tasks) {
    return tasks * nanosPerTask;
  }
}
