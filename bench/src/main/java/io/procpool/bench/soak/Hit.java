package io.procpool.bench.soak;

/**
 * A signal that a worker got.
 *
 * @param worker its name
 * @param nanos when, by {@code System.nanoTime()}: just before it was sent
 */
record Hit(String worker, long pid, Signal signal, long nanos) {

  /** What has passed from it to a time, in milliseconds. */
  double millisTo(long laterNanos) {
    return (laterNanos - nanos) / 1e6;
  }
}
