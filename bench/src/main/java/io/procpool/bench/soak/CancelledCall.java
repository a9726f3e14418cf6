package io.procpool.bench.soak;

import io.procpool.ProcessPool;
import io.procpool.TaskOptions;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A task that gives signs of life, and is cancelled at some time: it has to stop giving them, even
 * if it does not mind interrupts.
 */
final class CancelledCall implements Step {

  private static final int MOST_MILLIS = 500;

  /** What may pass from the end of its grace to its last sign. */
  private static final long STOP_MILLIS = 1000;

  private static final long SIGN_MILLIS = 10;

  /** More than it will ever give. */
  private static final int SIGNS = 2000;

  private final ProcessPool pool;
  private final Judge judge;
  private final Path folder;

  /**
   * @param folder for the signs
   */
  CancelledCall(ProcessPool pool, Judge judge, Path folder) {
    this.pool = pool;
    this.judge = judge;
    this.folder = folder;
  }

  @Override
  public void take(Random random) throws IOException, InterruptedException {
    Path signs = Files.createTempFile(folder, "cancelled-", "");
    String file = signs.toString();
    boolean isStubborn = random.nextBoolean();
    TaskOptions options = TaskOptions.DEFAULT.withTaskTimeout(Duration.ofSeconds(30));
    CompletableFuture<Integer> future = pool.applyAsync(() -> giveSigns(file, isStubborn), options);
    Thread.sleep(random.nextInt(MOST_MILLIS));
    future.cancel(true);
    Thread.sleep(Mixture.GRACE.toMillis() + STOP_MILLIS);
    long size = Files.size(signs);
    Thread.sleep(10 * SIGN_MILLIS);
    if (Files.size(signs) != size) {
      judge.breach("cancel: a task still runs, " + (isStubborn ? "stubborn" : "not stubborn"));
    }
    Files.delete(signs);
  }

  private static int giveSigns(String file, boolean isStubborn) throws Exception {
    try (FileOutputStream signs = new FileOutputStream(file, true)) {
      for (int i = 0; i < SIGNS; i++) {
        signs.write('.');
        try {
          Thread.sleep(SIGN_MILLIS);
        } catch (InterruptedException e) {
          if (!isStubborn) {
            throw e;
          }
        }
      }
    }
    return SIGNS;
  }
}
