package io.procpool.internal.dispatch;

import io.procpool.ProcpoolException;
import io.procpool.TaskException;
import io.procpool.internal.engine.OutcomeSink;
import io.procpool.internal.engine.Outcomes;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps what a job was told: by index, the failure, or "value". */
final class RecordingSink implements OutcomeSink<Object> {

  final Map<Long, Object> outcomes = new ConcurrentSkipListMap<>();
  final CompletableFuture<Void> end = new CompletableFuture<>();

  @Override
  public void onOutcomes(Outcomes<Object> batch) {
    batch.open(
        new Outcomes.Receiver<>() {
          @Override
          public void onValue(long index, Object value) {
            outcomes.put(index, "value");
          }

          @Override
          public void onFailure(long index, TaskException failure) {
            outcomes.put(index, failure);
          }
        });
  }

  @Override
  public void onEnd() {
    end.complete(null);
  }

  @Override
  public void onLost(ProcpoolException cause) {
    end.completeExceptionally(cause);
  }
}
