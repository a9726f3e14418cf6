package io.procpool.it.containers;

import io.procpool.sharing.ConnectionOptions;
import io.procpool.sharing.manager.Manager;
import io.procpool.sharing.manager.RemoteQueue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** What the containers run that share a manager, and those that may not. */
public final class ManagerPlaces {

  static final int TIMES = 300;

  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 6000);
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);

  private ManagerPlaces() {}

  /**
   * @param args {@code serve}, {@code count} or {@code intrude}
   */
  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "serve" -> serve();
      case "count" -> count();
      case "intrude" -> intrude();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void serve() throws Exception {
    try (Manager manager = Manager.start()) {
      ConcurrentMap<String, Integer> counts = manager.dict();
      RemoteQueue<String> done = manager.queue();
      manager.publish("counts", counts);
      manager.publish("done", done);
      manager.listen(ADDRESS, () -> ConnectionOptions.DEFAULT.withKey(KEY));
      System.err.println("listening");
      for (int i = 0; i < 2; i++) {
        done.poll(50, TimeUnit.SECONDS);
      }
      System.out.println(counts);
    }
  }

  @SuppressWarnings("unchecked")
  private static void count() throws Exception {
    try (Manager manager = Manager.connect(ADDRESS, ConnectionOptions.DEFAULT.withKey(KEY))) {
      ConcurrentMap<String, Integer> counts = manager.find("counts", ConcurrentMap.class);
      for (int i = 0; i < TIMES; i++) {
        counts.merge("all", 1, Integer::sum);
      }
      manager.find("done", RemoteQueue.class).put("done");
    }
  }

  private static void intrude() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Socket socket = new Socket(ADDRESS.getAddress(), ADDRESS.getPort());
      sockets.add(socket);
      speak(socket, i % 3);
    }
    try {
      Manager.connect(ADDRESS, ConnectionOptions.DEFAULT.withKey(new byte[] {1}));
    } catch (IOException e) {
      System.err.println(e.getClass().getSimpleName());
    }
    TimeUnit.NANOSECONDS.sleep(Duration.ofMinutes(5).toNanos()); // until the test stops it
    sockets.clear();
  }

  /** Nothing; two gigabytes of length; garbage. */
  private static void speak(Socket socket, int kind) throws IOException {
    byte[] said = new byte[kind == 0 ? 0 : 5000];
    new Random(kind).nextBytes(said);
    if (kind == 1) {
      ByteBuffer.wrap(said).putInt(Integer.MAX_VALUE);
    }
    try {
      socket.getOutputStream().write(said);
    } catch (IOException e) {
      System.err.println("sent away");
    }
  }
}
