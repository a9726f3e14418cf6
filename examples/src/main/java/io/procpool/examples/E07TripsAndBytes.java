package io.procpool.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import io.procpool.Results;
import io.procpool.TravelReport.Part;
import io.procpool.task.TaskFunction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sizes of three pages, computed in a wasteful and in a better way, three times. Text 002,
 * "Tips".
 *
 * <p>Look at the table: it counts the trips, each a task and its result, and the bytes of all items
 * and results, as {@code pool.check} tells them. All six ways come to the same sizes.
 */
public final class E07TripsAndBytes {

  private static final int BLOCK = 1000;

  private E07TripsAndBytes() {}

  private record Block(String url, int start) {}

  private record Line(String url, String text) {}

  /** What a task finds out about a page, or a part of it. */
  private interface Finding {

    String url();

    long size();
  }

  private record Size(String url, long size) implements Finding {}

  private record Content(String url, byte[] bytes) implements Finding {

    @Override
    public long size() {
      return bytes.length;
    }
  }

  private record Traffic(String way, long trips, long bytes, Map<String, Long> sizes) {}

  public static void main(String[] arguments) throws IOException {
    Map<String, byte[]> pages =
        Map.of("/cusy.io/en", page(36389), "/latest/", page(40884), "/de/latest/", page(32803));
    try (LocalWebsite web = new LocalWebsite(Duration.ZERO, pages);
        Pool pool = ProcessPool.create(4)) {
      Map<String, Long> sizes = new HashMap<>();
      pages.forEach((path, page) -> sizes.put(web.url(path), (long) page.length));
      List<String> urls = List.copyOf(sizes.keySet());

      System.out.printf("%-45s %6s %10s%n", "", "trips", "bytes");
      compare(
          "Don't make too many trips back and forth",
          count("blocks of " + BLOCK, pool, E07TripsAndBytes::blockSize, blocks(sizes)),
          count("whole pages", pool, E07TripsAndBytes::sitesize, urls),
          sizes);
      compare(
          "Make relevant progress on every trip",
          count("a line on each trip", pool, E07TripsAndBytes::lineSize, lines(urls)),
          count("a page on each trip", pool, E07TripsAndBytes::sizeOfLines, urls),
          sizes);
      compare(
          "Don't send or receive too much data",
          count("the page as the result", pool, E07TripsAndBytes::content, urls),
          count("its size as the result", pool, E07TripsAndBytes::sitesize, urls),
          sizes);
    }
  }

  /** The last block of a page may be shorter. */
  private static List<Block> blocks(Map<String, Long> sizes) {
    List<Block> blocks = new ArrayList<>();
    sizes.forEach(
        (url, size) -> {
          for (int start = 0; start < size; start += BLOCK) {
            blocks.add(new Block(url, start));
          }
        });
    return blocks;
  }

  private static List<Line> lines(List<String> urls) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String url : urls) {
      lines.addAll(lines(url));
    }
    return lines;
  }

  // Each of these runs in a worker.

  private static Size blockSize(Block block) throws IOException {
    URLConnection connection = URI.create(block.url).toURL().openConnection();
    int last = block.start + BLOCK - 1;
    connection.setRequestProperty("Range", "bytes=" + block.start + "-" + last);
    try (InputStream part = connection.getInputStream()) {
      return new Size(block.url, part.readAllBytes().length);
    }
  }

  private static Size lineSize(Line line) {
    return new Size(line.url, line.text.length() + 1); // and its line feed
  }

  private static Content content(String url) throws IOException {
    try (InputStream page = open(url)) {
      return new Content(url, page.readAllBytes());
    }
  }

  private static Size sizeOfLines(String url) throws IOException {
    return new Size(url, lines(url).stream().mapToLong(line -> lineSize(line).size).sum());
  }

  private static Size sitesize(String url) throws IOException {
    try (InputStream page = open(url)) {
      return new Size(url, page.transferTo(OutputStream.nullOutputStream()));
    }
  }

  private static List<Line> lines(String url) throws IOException {
    try (BufferedReader page = new BufferedReader(new InputStreamReader(open(url), US_ASCII))) {
      return page.lines().map(text -> new Line(url, text)).toList();
    }
  }

  private static InputStream open(String url) throws IOException {
    return URI.create(url).toURL().openStream();
  }

  // The counting.

  private static <T> Traffic count(
      String way, Pool pool, TaskFunction<T, ? extends Finding> function, List<T> items) {
    long trips = 0;
    Map<String, Long> sizes = new HashMap<>();
    try (Results<Finding> findings = pool.imapUnordered(function, items)) {
      for (Finding finding : findings) {
        trips++;
        sizes.merge(finding.url(), finding.size(), Long::sum);
      }
    }
    long bytes = items.stream().mapToLong(item -> bytes(pool, function, item)).sum();
    return new Traffic(way, trips, bytes, sizes);
  }

  /** The function is not counted: it crosses once per worker, and not on every trip. */
  private static <T> long bytes(Pool pool, TaskFunction<T, ?> function, T item) {
    return pool.check(function, item).parts().stream()
        .filter(part -> List.of("item", "result").contains(part.what()))
        .mapToLong(Part::bytes)
        .sum();
  }

  private static void compare(String tip, Traffic before, Traffic after, Map<String, Long> sizes) {
    System.out.println(tip);
    for (Traffic traffic : List.of(before, after)) {
      System.out.printf("  %-43s %6d %,10d%n", traffic.way, traffic.trips, traffic.bytes);
      Expect.equal(traffic.sizes, sizes);
    }
    Expect.that(after.trips <= before.trips, "the better way made more trips");
    Expect.that(after.bytes < before.bytes, "the better way sent more");
  }

  private static byte[] page(int size) {
    byte[] page =
        "All work and no play makes Jack a dull boy.\n".repeat(1 + size / 44).getBytes(US_ASCII);
    page = Arrays.copyOf(page, size);
    page[size - 1] = '\n';
    return page;
  }
}
