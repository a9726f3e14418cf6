package io.procpool.bench;

import io.procpool.ProcessPool;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * From killing a worker to the start of the next task, with no spares and with one: the rounds of
 * both in turns, each worker a little after it was ready.
 *
 * <pre>
 *   java -cp bench/target/side-by-side.jar io.procpool.bench.Replacement [rounds]
 * </pre>
 *
 * <p>The times of two JVMs are compared, which share a clock where {@code System.nanoTime} is the
 * machine's: on Linux.
 */
public final class Replacement {

  private static final int WARM_UP_ROUNDS = 3;
  private static final long PAUSE_MILLIS = 200;

  private final List<Double> millis = new ArrayList<>();
  private final Traces traces;
  private final ProcessPool pool;
  private final int workers;
  private int dead;

  private Replacement(Path folder, int spares) throws IOException {
    Traces ours = new Traces(Files.createDirectory(folder.resolve("spares-" + spares)).toString());
    traces = ours;
    workers = 1 + spares;
    pool = ProcessPool.builder().processes(1).spares(spares).initializer(ours::leave).build();
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length == 0 ? 20 : Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("replacement");
    Replacement without = new Replacement(folder, 0);
    Replacement with = new Replacement(folder, 1);
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      without.measure(round);
      with.measure(round);
    }
    without.end("no spares");
    with.end("one spare");
    Files.delete(folder);
  }

  private void measure(int round) throws InterruptedException {
    traces.await(dead + workers);
    Thread.sleep(PAUSE_MILLIS); // else what is measured would be an initializer's end
    long worker = pool.apply(() -> ProcessHandle.current().pid());
    long killed = System.nanoTime();
    ProcessHandle.of(worker).ifPresent(ProcessHandle::destroyForcibly);
    long start = pool.apply(System::nanoTime);
    dead++;
    if (round >= 0) {
      millis.add((start - killed) / 1e6);
    }
  }

  private void end(String name) throws IOException {
    pool.close();
    traces.remove();
    Collections.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-10s %8.1f ms median, %.1f to %.1f%n",
        name,
        millis.get(millis.size() / 2),
        millis.get(0),
        millis.get(millis.size() - 1));
  }

  /** What workers leave in a folder: an empty file when they are initialized. */
  private record Traces(String folder) implements Serializable {

    void leave() throws IOException {
      Files.createFile(Path.of(folder, "worker-" + ProcessHandle.current().pid()));
    }

    void await(int workers) throws InterruptedException {
      while (count() < workers) {
        Thread.sleep(1);
      }
    }

    private int count() {
      String[] names = new File(folder).list();
      return names == null ? 0 : names.length;
    }

    void remove() {
      File[] files = new File(folder).listFiles();
      try {
        for (File file : files == null ? new File[0] : files) {
          Files.delete(file.toPath());
        }
        Files.delete(Path.of(folder));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
