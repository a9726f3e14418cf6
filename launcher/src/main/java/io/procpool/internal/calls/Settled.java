package io.procpool.internal.calls;

import io.procpool.TaskException;

/** How one task ended: with a value, {@code null} included, or with a failure. */
record Settled<R>(R value, TaskException failure) {

  R get() {
    if (failure != null) {
      throw failure;
    }
    return value;
  }
}
