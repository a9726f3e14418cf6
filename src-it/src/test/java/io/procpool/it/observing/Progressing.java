package io.procpool.it.observing;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.ProcessPool;
import io.procpool.Results;
import java.util.List;
import java.util.stream.IntStream;

/** A program that shows its progress, if it is asked to, and says that it is done. */
final class Progressing {

  private Progressing() {}

  /**
   * @param arguments "map", "mapAsync" or "imap"; or nothing, for no progress
   */
  public static void main(String[] arguments) {
    try (Pool pool = ProcessPool.create(2)) {
      run(pool, arguments.length == 0 ? "none" : arguments[0]);
    }
    System.err.println("done");
  }

  private static void run(Pool pool, String way) {
    List<Integer> items = IntStream.range(0, 40).boxed().toList();
    MapOptions options = MapOptions.progress().withChunkSize(1);
    switch (way) {
      case "map" -> pool.map(Progressing::slow, items, options);
      case "mapAsync" -> pool.mapAsync(Progressing::slow, items, options).join();
      case "imap" -> {
        try (Results<Integer> results = pool.imap(Progressing::slow, items::iterator, options)) {
          results.forEach(result -> {});
        }
      }
      default -> pool.map(Progressing::slow, List.of(1));
    }
  }

  private static int slow(int number) throws InterruptedException {
    Thread.sleep(50);
    return number;
  }
}
