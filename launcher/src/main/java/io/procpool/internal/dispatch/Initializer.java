package io.procpool.internal.dispatch;

import io.procpool.protocol.Frame;
import io.procpool.protocol.PayloadReader;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * What each worker of a pool runs before its first task.
 *
 * @param encoded as it crosses
 * @param loader finds the classes of what it throws
 * @param executor runs user code
 */
record Initializer(byte[] encoded, JobLoader loader, Executor executor) {

  /** Reads what it threw, which may run user code, and so not on the pool thread. */
  void readFailure(Frame initialized, Consumer<Throwable> reader) {
    PayloadReader thrown = new PayloadReader(initialized.payload(), 0, initialized.length());
    try {
      executor.execute(() -> reader.accept(loader.decodeThrown(thrown)));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      reader.accept(e); // there is no thread that could read it
    }
  }
}
