package io.procpool.examples;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import io.procpool.SerialPool;
import io.procpool.ThreadPool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How large five pages are: asked one after another, by ten threads, by four processes. Text 002,
 * its programs 2, 1 and 3.
 *
 * <p>The pools differ, the task does not. Begin with the serial one, in which a debugger finds its
 * way. Threads are enough for work that waits, as here ({@code PoolSize.ioHeavy()} proposes how
 * many); processes are for work that computes ({@code PoolSize.cpuHeavy()}), or that must not harm
 * this program, and what they cost to start shows in the third time.
 *
 * <p>{@code map} gives the sizes in the order of the pages, {@code imapUnordered} each as soon as
 * it is known: that is why a result says which page it belongs to. Every page takes a fifth of a
 * second to come.
 */
public final class E06SiteSizes {

  private E06SiteSizes() {}

  private record SiteSize(String url, long size) {}

  public static void main(String[] arguments) throws IOException {
    Map<String, byte[]> pages = new LinkedHashMap<>();
    pages.put("/github.com/veit/jupyter-tutorial/", new byte[236862]);
    pages.put("/jupyter-tutorial.readthedocs.io/en/latest/", new byte[40884]);
    pages.put("/github.com/veit/pyviz-tutorial/", new byte[213124]);
    pages.put("/pyviz-tutorial.readthedocs.io/de/latest/", new byte[32803]);
    pages.put("/cusy.io/en", new byte[36389]);

    try (LocalWebsite web = new LocalWebsite(Duration.ofMillis(200), pages)) {
      List<SiteSize> sizes = new ArrayList<>();
      pages.forEach((path, page) -> sizes.add(new SiteSize(web.url(path), page.length)));
      List<String> urls = sizes.stream().map(SiteSize::url).toList();

      Expect.equal(run("one after another", () -> inSeries(urls)), sizes);
      Expect.equal(Set.copyOf(run("ten threads", () -> byThreads(urls))), Set.copyOf(sizes));
      Expect.equal(Set.copyOf(run("four processes", () -> byProcesses(urls))), Set.copyOf(sizes));
    }
  }

  private static List<SiteSize> inSeries(List<String> urls) {
    try (Pool pool = SerialPool.create()) {
      return print(pool.map(E06SiteSizes::sitesize, urls));
    }
  }

  private static List<SiteSize> byThreads(List<String> urls) {
    try (Pool pool = ThreadPool.create(10)) {
      return print(pool.imapUnordered(E06SiteSizes::sitesize, urls));
    }
  }

  private static List<SiteSize> byProcesses(List<String> urls) {
    try (Pool pool = ProcessPool.create(4)) {
      return print(pool.imapUnordered(E06SiteSizes::sitesize, urls));
    }
  }

  /** Runs in a worker. The page is counted as it comes, and never in memory as a whole. */
  private static SiteSize sitesize(String url) throws IOException {
    try (InputStream page = URI.create(url).toURL().openStream()) {
      return new SiteSize(url, page.transferTo(OutputStream.nullOutputStream()));
    }
  }

  private static List<SiteSize> print(Iterable<SiteSize> results) {
    List<SiteSize> sizes = new ArrayList<>();
    for (SiteSize size : results) {
      System.out.println(size);
      sizes.add(size);
    }
    return sizes;
  }

  private static List<SiteSize> run(String name, Supplier<List<SiteSize>> program) {
    long start = System.nanoTime();
    List<SiteSize> sizes = program.get();
    System.out.printf("%s: took %.3f seconds%n", name, (System.nanoTime() - start) / 1e9);
    return sizes;
  }
}
