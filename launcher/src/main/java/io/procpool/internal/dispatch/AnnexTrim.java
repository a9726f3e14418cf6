package io.procpool.internal.dispatch;

import java.time.Duration;

/**
 * Removes the pool's annexes that have been read and were not written again for a second. The pool
 * thread's own.
 */
final class AnnexTrim {

  private static final Duration KEPT = Duration.ofSeconds(1);

  private final PoolThread thread;
  private final Sizes sizes;
  private boolean isDue;

  AnnexTrim(PoolThread thread, Sizes sizes) {
    this.thread = thread;
    this.sizes = sizes;
  }

  /** One more has been read. */
  void soon() {
    if (!isDue) {
      isDue = true;
      thread.after(KEPT, this::trim);
    }
  }

  private void trim() {
    isDue = false;
    sizes.later(
        () -> {
          if (sizes.annexes().trim(KEPT.toMillis())) {
            thread.post(this::soon);
          }
        });
  }
}
