package io.procpool.bench.sides;

import io.procpool.ProcessPool;
import io.procpool.Results;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The memory of a worker, in bytes: private to it when it has answered one call, and resident when
 * small records have gone through it.
 *
 * <pre>
 *   idle KIND       KIND is basic or kryo
 *   loaded COUNT
 *   naive COUNT     a {@link NaiveWorker}'s after so many records: private, resident
 * </pre>
 */
public final class MemorySide {

  private static final int RECORDS_IN_CHUNK = 1_000;

  private MemorySide() {}

  public static void main(String[] arguments) throws Exception {
    Questions.answer(MemorySide::answer);
  }

  private static String answer(List<String> words) throws Exception {
    return switch (words.get(0)) {
      case "idle" -> "" + idle(words.get(1).equals("kryo") ? Point.at(1) : Long.valueOf(41));
      case "loaded" -> "" + loaded(Integer.parseInt(words.get(1)));
      case "naive" -> naive(Integer.parseInt(words.get(1)));
      default -> throw Questions.unknown(words);
    };
  }

  /** With a sibling, as a worker has: what nobody else has mapped is private too. */
  private static long idle(Object value) throws IOException {
    try (ProcessPool sibling = ProcessPool.create(1)) {
      sibling.apply(x -> x, value);
      Jvm first = Jvm.onlyChild();
      try (ProcessPool pool = ProcessPool.create(1)) {
        pool.apply(x -> x, value);
        return first.privateBytes();
      }
    }
  }

  private static long loaded(int count) throws IOException {
    Iterable<Point> points = () -> IntStream.range(0, count).mapToObj(Point::at).iterator();
    try (ProcessPool pool = ProcessPool.create(1);
        Results<Point> mirrored = pool.imapUnordered(Point::mirrored, points)) {
      int results = 0;
      for (Point point : mirrored) {
        results += point == null ? 0 : 1;
      }
      if (results != count) {
        throw new AssertionError(results + " results");
      }
      return Jvm.onlyChild().residentBytes();
    }
  }

  private static String naive(int count) throws IOException, InterruptedException {
    byte[] chunk =
        NaiveWorker.encoded(NaiveWorker.newKryo(), Point.some(Math.min(count, RECORDS_IN_CHUNK)));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), NaiveWorker.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD) // newer JVMs warn of its Kryo
            .start();
    try (DataOutputStream requests =
            new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        DataInputStream replies =
            new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      for (int sent = 0; sent < count; sent += RECORDS_IN_CHUNK) {
        requests.writeInt(chunk.length);
        requests.write(chunk);
        requests.flush();
        replies.readFully(new byte[replies.readInt()]);
      }
      Jvm jvm = Jvm.of(process.pid());
      return jvm.privateBytes() + " " + jvm.residentBytes();
    } finally {
      process.waitFor();
    }
  }
}
