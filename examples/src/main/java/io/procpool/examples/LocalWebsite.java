package io.procpool.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the examples download from: a web site that only this machine can reach, which takes its
 * time for each answer, as a far one does, and counts what it is asked for.
 */
final class LocalWebsite implements AutoCloseable {

  static {
    // Otherwise each answer waits 40 ms for the acknowledgement of its own headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Duration latency;
  private final Map<String, byte[]> pages;
  private final Map<String, Integer> requests = new ConcurrentHashMap<>();

  /** Guarded by this, as the one below: each request is answered on a thread of its own. */
  private int waiting;

  private int mostAtATime;

  /**
   * @param pages by their paths, such as {@code /index.html}
   */
  LocalWebsite(Duration latency, Map<String, byte[]> pages) throws IOException {
    this.latency = latency;
    this.pages = Map.copyOf(pages);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** How often each path was asked for. */
  Map<String, Integer> requests() {
    return Map.copyOf(requests);
  }

  /** How many requests, at most, waited for their answers at the same time. */
  synchronized int mostAtATime() {
    return mostAtATime;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.merge(path, 1, Integer::sum);
    try (exchange) {
      delay();
      send(pages.get(path), exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the site is being closed
    }
  }

  /** Ends before the answer is sent: who has it may ask again before this thread goes on. */
  private void delay() throws InterruptedException {
    enter();
    try {
      Thread.sleep(latency.toMillis());
    } finally {
      leave();
    }
  }

  private synchronized void enter() {
    waiting++;
    mostAtATime = Math.max(mostAtATime, waiting);
  }

  private synchronized void leave() {
    waiting--;
  }

  private static void send(byte[] page, HttpExchange exchange) throws IOException {
    if (page == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    byte[] body = range == null ? page : part(page, range);
    exchange.sendResponseHeaders(range == null ? 200 : 206, body.length);
    exchange.getResponseBody().write(body);
  }

  /**
   * @param range such as {@code bytes=1000-1999}, both inclusive
   */
  private static byte[] part(byte[] page, String range) {
    String[] bounds = range.substring("bytes=".length()).split("-");
    int end = Math.min(page.length, Integer.parseInt(bounds[1]) + 1);
    return Arrays.copyOfRange(page, Integer.parseInt(bounds[0]), end);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
