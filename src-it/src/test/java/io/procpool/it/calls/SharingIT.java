package io.procpool.it.calls;

import static io.procpool.it.calls.Probes.range;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Many threads, one pool. */
class SharingIT {

  // S11
  @Test
  void eachThreadSeesItsOwnResultsOnly() throws Exception {
    try (ProcessPool pool = ProcessPool.create(2)) {
      List<Background<Void>> callers =
          range(0, 10).stream().map(i -> Background.start(() -> call(pool, i * 1000))).toList();

      for (Background<Void> caller : callers) {
        caller.get(60, SECONDS);
      }
    }
  }

  private static Void call(ProcessPool pool, int mine) throws Exception {
    assertThat(pool.map(x -> x + mine, range(0, 40))).isEqualTo(range(mine, mine + 40));
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    for (int i : range(0, 20)) {
      calls.add(pool.applyAsync(() -> mine + i));
      if (i % 2 == 1) {
        calls.get(i).cancel(true);
      }
    }
    try (Results<Integer> results = pool.imap(x -> x + mine, range(0, 40))) {
      assertThat(results).containsExactlyElementsOf(range(mine, mine + 40));
    }
    for (int i = 0; i < 20; i += 2) {
      assertThat(calls.get(i).get(30, SECONDS)).isEqualTo(mine + i);
    }
    return null;
  }
}
