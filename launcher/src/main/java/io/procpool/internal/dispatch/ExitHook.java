package io.procpool.internal.dispatch;

import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.observing.PoolLog;
import io.procpool.protocol.Frame;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadReader;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** What each worker runs when it is told to end, and who takes what it gives. */
final class ExitHook {

  final byte[] encoded;
  final JobLoader loader;
  private final Executor executor;
  private final Consumer<Object> receiver;

  /** Concurrent: the pool thread adds, whoever closes the pool waits for them. */
  private final Queue<CompletableFuture<Void>> receiving = new ConcurrentLinkedQueue<>();

  /**
   * @param executor runs the receiver
   */
  ExitHook(byte[] encoded, JobLoader loader, Executor executor, Consumer<Object> receiver) {
    this.encoded = encoded;
    this.loader = loader;
    this.executor = executor;
    this.receiver = receiver;
  }

  /** A worker has run it. On the pool thread. */
  void onResult(String worker, Frame result) {
    receiving.removeIf(CompletableFuture::isDone);
    try {
      receiving.add(CompletableFuture.runAsync(() -> receive(worker, result), executor));
    } catch (RejectedExecutionException | OutOfMemoryError e) { // no more threads
      PoolLog.warn("The exit hook's result of " + worker + " could not be received", e);
    }
  }

  /** Waits until every result so far has been received. */
  void awaitReceived() throws InterruptedException, ExecutionException {
    CompletableFuture.allOf(receiving.toArray(new CompletableFuture<?>[0])).get();
  }

  private void receive(String worker, Frame result) {
    PayloadReader outcome = new PayloadReader(result.payload(), 0, result.length());
    boolean isValue = OutcomeKind.of(outcome.readByte()) == OutcomeKind.VALUE;
    ValueCodec codec = loader.takeCodec();
    try {
      if (isValue) {
        receiver.accept(codec.decode(outcome));
      } else {
        PoolLog.warn("The exit hook failed in " + worker, loader.decodeThrown(outcome));
      }
    } catch (CodecException | RuntimeException | Error e) {
      PoolLog.warn("The exit hook's result of " + worker + " could not be received", e);
    } finally {
      loader.giveBack(codec);
    }
  }
}
