package io.procpool.internal.calls;

import io.procpool.ProcpoolException;
import io.procpool.internal.engine.Engine.RunningJob;
import io.procpool.internal.engine.OutcomeSink;
import io.procpool.internal.engine.Outcomes;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Outcomes on their way from the engine's thread to the one thread that waits for them. Unbounded,
 * for the engine must not block; the job's window bounds what can be in it.
 */
final class Mailbox<R> implements OutcomeSink<R> {

  private final BlockingQueue<Letter<R>> letters = new LinkedBlockingQueue<>();
  private final Window window;
  private final ProgressBar progress;

  /** Volatile: set by the reader, asked by the engine's thread. */
  private volatile boolean isClosed;

  /** {@code null} until its job has started. The reader's own. */
  private RunningJob job;

  /** Read once, the last letter holds for every later question. The reader's own. */
  private Letter<R> last;

  /**
   * @param window is told what has come
   * @param progress is told of it too, and closed before the reader sees the end
   */
  Mailbox(Window window, ProgressBar progress) {
    this.window = window;
    this.progress = progress;
  }

  /** The job whose outcomes come here: the reader runs its tasks, where nobody else does. */
  void awaits(RunningJob started) {
    job = started;
  }

  @Override
  public void onOutcomes(Outcomes<R> outcomes) {
    window.onArrived(outcomes.count(), outcomes.size());
    progress.count(outcomes);
    letters.add(new Letter<>(outcomes, null));
    if (isClosed) {
      discardLetters();
    }
  }

  /** Nothing more is taken: what has come, and what comes, is discarded. */
  void close() {
    isClosed = true;
    progress.close();
    discardLetters();
    letters.add(new Letter<>(null, null)); // the engine tells nothing more of a cancelled job
  }

  @Override
  public void onEnd() {
    progress.end();
    letters.add(new Letter<>(null, null));
  }

  @Override
  public void onLost(ProcpoolException cause) {
    progress.end();
    letters.add(new Letter<>(null, cause));
  }

  /**
   * Waits for outcomes.
   *
   * @return {@code null} when there are no more
   * @throws ProcpoolException if the rest of them is lost
   */
  Outcomes<R> take() throws InterruptedException {
    advance();
    return opened(last != null ? last : letters.take());
  }

  /**
   * {@link #take()} that waits no longer than a time.
   *
   * @throws TimeoutException if none came in it
   */
  Outcomes<R> take(Duration timeout) throws InterruptedException, TimeoutException {
    advance();
    Letter<R> letter = last != null ? last : letters.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    if (letter == null) {
      throw new TimeoutException("No result within " + timeout + ".");
    }
    return opened(letter);
  }

  /** Whether {@link #take()} would not wait. */
  boolean hasLetter() {
    return last != null || !letters.isEmpty();
  }

  /** Runs tasks of the job on this thread until one has ended, if its engine has no threads. */
  void advance() {
    while (!hasLetter() && job.step()) {
      // one of its tasks has run here
    }
  }

  private void discardLetters() {
    letters.removeIf(Mailbox::isDiscarded);
  }

  /** The end stays, for the reader to find. */
  private static boolean isDiscarded(Letter<?> letter) {
    if (letter.outcomes() != null) {
      letter.outcomes().discard();
    }
    return letter.outcomes() != null;
  }

  private Outcomes<R> opened(Letter<R> letter) {
    if (letter.outcomes() == null) {
      last = letter;
      progress.close();
    }
    if (letter.loss() != null) {
      throw letter.loss();
    }
    return letter.outcomes();
  }

  /** Outcomes, or the reason why the rest is lost, or neither: the end. */
  private record Letter<R>(Outcomes<R> outcomes, ProcpoolException loss) {}
}
