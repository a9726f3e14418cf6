package io.procpool.internal.observing;

import io.procpool.PoolEvent;
import io.procpool.internal.jfr.Recorder;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Whoever observes a pool: its listener, and recordings of the flight recorder. Who owns the pool's
 * state owns this, too.
 */
public final class Observers {

  /** How long events of chunks and tasks may wait to be told together. */
  private static final Duration DELAY = Duration.ofMillis(50);

  private final Announcer announcer;
  private final BiConsumer<Duration, Runnable> later;

  /**
   * @param announcer has the pool's listener; {@code null} if there is none
   * @param later has its owner do something later
   */
  public Observers(Announcer announcer, BiConsumer<Duration, Runnable> later) {
    this.announcer = announcer;
    this.later = later;
  }

  /** While there are none, no event need be made. */
  public boolean areThere() {
    return announcer != null || Recorder.isOn();
  }

  public void tell(PoolEvent event) {
    if (announcer != null && announcer.add(event)) {
      soon(announcer::passOn);
    }
    if (Recorder.isOn()) {
      Recorder.write(event);
    }
  }

  /** Does something about when the next events are passed on. */
  public void soon(Runnable action) {
    later.accept(DELAY, action);
  }

  /** Nothing told so far waits for more. */
  public void passOn() {
    if (announcer != null) {
      announcer.passOn();
    }
  }
}
