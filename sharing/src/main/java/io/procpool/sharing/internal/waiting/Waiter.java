package io.procpool.sharing.internal.waiting;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of this process in a {@link Line}, from its entering until it leaves. To be used by that
 * thread alone.
 *
 * <p>It watches its place for some microseconds, and then sleeps: on the word itself, or at a bell.
 * A virtual thread takes a bell, for a system call would hold on to the thread that carries it.
 */
public final class Waiter {

  private static final long NANOS_WITHOUT_BELL = 1_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Line line;

  /** Negative if there was none. */
  private final int place;

  /** From the first sleep on, if there is one to be had. */
  private Bell bell;

  private boolean hasWatched;

  /**
   * @param hasWatched whether it has seen for a while that what it waits for does not come at once
   */
  Waiter(Line line, int place, boolean hasWatched) {
    this.line = line;
    this.place = place;
    this.hasWatched = hasWatched;
  }

  /** Which place it has; negative if it has none, and so is never called. */
  public int place() {
    return place;
  }

  public boolean isCalled() {
    return place >= 0 && line.cells().state(place) == Cells.CALLED;
  }

  /**
   * Waits to be called: for a time, and not much longer than {@link Line#LOOK_NANOS}. May return
   * early.
   *
   * @throws InterruptedException if this thread was interrupted, before or meanwhile
   */
  public void await(long nanos) throws InterruptedException {
    throwIfInterrupted();
    if (place < 0) {
      LockSupport.parkNanos(this, Math.min(nanos, NANOS_WITHOUT_BELL));
    } else if (!watch()) {
      sleep(Math.min(nanos, Line.LOOK_NANOS));
    }
    throwIfInterrupted();
  }

  /** It was called, and has to wait again, where it was in the line. */
  public void waitAgain() {
    if (place >= 0) {
      line.cells().setState(place, Cells.AWAKE);
    }
  }

  /**
   * Leaves the line.
   *
   * @return whether it had been called
   */
  public boolean leave() {
    if (bell != null) {
      line.bells().giveBack(bell);
      bell = null;
    }
    if (place < 0) {
      return false;
    }
    boolean wasCalled = !line.cells().casState(place, Cells.AWAKE, Cells.FREE);
    line.cells().free(place);
    return wasCalled;
  }

  /** Leaves the line; a call that came, and that it does not need, goes to the next. */
  public void leaveAndPassOn() {
    if (leave()) {
      line.call(1);
    }
  }

  private boolean watch() {
    boolean isCalled = hasWatched ? isCalled() : Watch.until(this::isCalled);
    hasWatched = true;
    return isCalled;
  }

  private void sleep(long nanos) {
    boolean onWord = line.allowsWordWaits() && !VirtualThreads.isCurrent();
    if (!onWord && bell == null) {
      bell = line.bells().take();
    }
    line.cells()
        .setBell(place, onWord ? Cells.ON_WORD : bell == null ? Cells.NO_BELL : bell.number());
    if (!line.cells().casState(place, Cells.AWAKE, Cells.ASLEEP)) {
      return; // it was called just now
    }
    if (onWord) {
      new WordSleep().sleep(nanos);
    } else {
      sleepAtBell(nanos);
    }
    line.cells().casState(place, Cells.ASLEEP, Cells.AWAKE);
  }

  private void sleepAtBell(long nanos) {
    try {
      if (bell != null && nanos >= NANOS_PER_MILLI) {
        bell.await(nanos / NANOS_PER_MILLI);
        return;
      }
    } catch (IOException e) {
      // No descriptor for who has rung: it is heard all the same.
    }
    LockSupport.parkNanos(this, Math.min(nanos, NANOS_WITHOUT_BELL));
  }

  private static void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /**
   * What a thread does that an interrupt is to end: in the JDK's terms it uses a channel, which an
   * interrupt closes, on the thread that interrupts.
   */
  private final class WordSleep extends AbstractInterruptibleChannel {

    void sleep(long nanos) {
      begin();
      line.cells().awaitWord(place, nanos);
      try {
        end(true);
      } catch (AsynchronousCloseException e) {
        return; // the interrupt is still to be seen
      }
    }

    /** The word changes first, for the thread may not sleep yet. */
    @Override
    protected void implCloseChannel() {
      line.cells().casState(place, Cells.ASLEEP, Cells.AWAKE);
      line.cells().wakeWord(place);
    }
  }
}
