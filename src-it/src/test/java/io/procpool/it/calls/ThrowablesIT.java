package io.procpool.it.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.TaskFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a task throws arrives as what it is, with where it comes from. One worker: its pid stays.
 */
class ThrowablesIT {

  private static ProcessPool pool;

  @BeforeAll
  static void open() {
    pool = ProcessPool.create(1);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  private static final class Odd extends Throwable {

    private static final long serialVersionUID = 1L;

    Odd(String message) {
      super(message);
    }
  }

  // S19
  @Test
  void theCauseIsWhatTheTaskThrew() {
    TaskFailedException failure = failureOfMap();
    Throwable cause = failure.getCause();

    assertThat(cause)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("123")
        .hasCauseExactlyInstanceOf(IOException.class)
        .hasRootCauseMessage("x");
    assertThat(cause.getSuppressed())
        .singleElement()
        .satisfies(
            suppressed ->
                assertThat(suppressed)
                    .isExactlyInstanceOf(ArithmeticException.class)
                    .hasMessage("y"));
    assertThat(cause.getStackTrace()[0]).isEqualTo(thrownHere().getStackTrace()[0]);
  }

  // S19
  @Test
  void theFailureOfABlockingCallShowsBothPlacesAndThePid() {
    long pid = pool.apply(Probes::pid);

    assertThat(printed(failureOfMap()))
        .contains("pid " + pid)
        .contains("Caused by: java.lang.IllegalStateException: 123")
        .contains("ThrowablesIT.throwAll(ThrowablesIT.java:")
        .contains("ThrowablesIT.failureOfMap(ThrowablesIT.java:")
        .contains("Caused by: java.io.IOException: x")
        .contains("Suppressed: java.lang.ArithmeticException: y");
  }

  // S19
  @Test
  void theFailureOfAStreamShowsWhereItWasTaken() {
    try (Results<Object> results = pool.imap(ThrowablesIT::throwAll, List.of(1))) {
      TaskFailedException failure =
          catchThrowableOfType(TaskFailedException.class, () -> results.iterator().next());

      assertThat(printed(failure)).contains("theFailureOfAStreamShowsWhereItWasTaken");
    }
  }

  // S19
  @Test
  void theFailureOfAFutureShowsWhereItWasAskedFor() {
    CompletableFuture<Object> future = pool.applyAsync(ThrowablesIT::throwAll, 1);

    CompletionException thrown = catchThrowableOfType(CompletionException.class, future::join);

    assertThat(thrown)
        .hasCauseInstanceOf(TaskFailedException.class)
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(printed(thrown)).contains("ThrowablesIT.throwAll").contains("pid ");
  }

  // S31
  @Test
  void errorsArriveAsErrorsAndTheWorkerGoesOn() {
    long pid = pool.apply(Probes::pid);

    assertThat(thrownBy(new AssertionError("wrong")))
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessage("wrong");
    assertThat(thrownBy(new NoClassDefFoundError("a/b/C")))
        .isExactlyInstanceOf(NoClassDefFoundError.class)
        .hasMessage("a/b/C");
    assertThat(thrownBy(new Odd("odd"))).isExactlyInstanceOf(Odd.class).hasMessage("odd");
    assertThat(thrownBy(new InterruptedException("by hand")))
        .isExactlyInstanceOf(InterruptedException.class);
    assertThat(pool.apply(Probes::pid)).isEqualTo(pid);
  }

  // S31, S32: what else stood in a heap that was full may be broken
  @Test
  void anOutOfMemoryErrorArrivesAndItsWorkerIsReplaced() {
    long pid = pool.apply(Probes::pid);

    assertThat(thrownBy(new OutOfMemoryError("said so")))
        .isExactlyInstanceOf(OutOfMemoryError.class);

    assertThat(pool.apply(Probes::pid)).isNotEqualTo(pid);
  }

  // S31
  @Test
  void aStackOverflowArrivesWithAStackOfBoundedSize() {
    long pid = pool.apply(Probes::pid);

    Throwable failure = catchThrowable(() -> pool.apply(() -> depth(0)));

    assertThat(failure)
        .isInstanceOf(TaskFailedException.class)
        .hasCauseExactlyInstanceOf(StackOverflowError.class);
    assertThat(failure.getCause().getStackTrace().length).isBetween(1, 1024);
    assertThat(pool.apply(Probes::pid)).isEqualTo(pid);
  }

  @Test
  void aNullThatIsThrownIsANullPointerException() {
    RuntimeException none = null;

    assertThat(thrownBy(none)).isExactlyInstanceOf(NullPointerException.class);
  }

  @Test
  void theInterruptOfOneTaskIsNotTheNextOnes() {
    pool.apply(ThrowablesIT::interruptMyself);

    assertThat(pool.apply(() -> Thread.currentThread().isInterrupted())).isFalse();
  }

  private static TaskFailedException failureOfMap() {
    return catchThrowableOfType(
        TaskFailedException.class, () -> pool.map(ThrowablesIT::throwAll, List.of(1)));
  }

  /** The same, without a worker. */
  private static Throwable thrownHere() {
    return catchThrowable(() -> throwAll(1));
  }

  private static Object throwAll(Object item) {
    IllegalStateException thrown = new IllegalStateException("123", new IOException("x"));
    thrown.addSuppressed(new ArithmeticException("y"));
    throw thrown;
  }

  private static Throwable thrownBy(Throwable throwable) {
    Throwable failure = catchThrowable(() -> pool.apply(() -> sneak(throwable)));
    assertThat(failure).isInstanceOf(TaskFailedException.class);
    return failure.getCause();
  }

  @SuppressWarnings("unchecked") // so that a task can throw what is no Exception
  private static <E extends Throwable> Object sneak(Throwable throwable) throws E {
    throw (E) throwable;
  }

  private static int depth(int at) {
    return depth(at + 1) + 1;
  }

  private static Object interruptMyself() {
    Thread.currentThread().interrupt();
    return null;
  }

  private static String printed(Throwable throwable) {
    StringWriter text = new StringWriter();
    throwable.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
