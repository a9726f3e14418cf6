package io.procpool.it.sharing;

import static io.procpool.it.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.SerializationException;
import io.procpool.sharing.AuthenticationException;
import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.Client;
import io.procpool.sharing.Connection;
import io.procpool.sharing.ConnectionOptions;
import io.procpool.sharing.manager.Manager;
import io.procpool.sharing.manager.RemoteQueue;
import io.procpool.sharing.manager.RemoteValue;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A manager that listens, and who connects. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManagerOverTcpIT {

  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ConnectionOptions WITH_KEY = ConnectionOptions.DEFAULT.withKey(KEY);

  @TempDir private Path temporary;

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress().getHostAddress(), 0);
  }

  private static InetSocketAddress listen(Manager manager) throws IOException {
    return manager.listen(anyPort(), () -> ConnectionOptions.DEFAULT.withKey(KEY));
  }

  @Test
  void aProcessThatHasTheKeyUsesObjectsByTheirNames() throws Exception {
    try (Manager manager = Manager.start()) {
      InetSocketAddress address = listen(manager);
      RemoteQueue<String> queue = manager.queue();
      ConcurrentMap<String, Object> dict = manager.dict();
      manager.publish("queue", queue);
      manager.publish("dict", dict);

      ChildProcess child = ChildProcess.of(ManagerOverTcpIT::use, address.getPort()).start();

      assertThat(queue.poll(60, TimeUnit.SECONDS)).isEqualTo("hello");
      assertThat(child.join(LIMIT)).isTrue();
      assertThat(child.exitCode()).hasValue(0);
      assertThat(dict).containsEntry("list", List.of(1, 2, 3)).containsEntry("count", 2);
      assertThatThrownBy(() -> manager.publish("x", new ArrayList<>()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void use(int port) throws Exception {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (Manager manager = Manager.connect(address, WITH_KEY)) {
      @SuppressWarnings("unchecked")
      ConcurrentMap<String, Object> dict = manager.find("dict", ConcurrentMap.class);
      @SuppressWarnings("unchecked")
      RemoteQueue<String> queue = manager.find("queue", RemoteQueue.class);
      dict.put("list", manager.list(List.of(1, 2)));
      @SuppressWarnings("unchecked")
      List<Integer> list = (List<Integer>) dict.get("list");
      list.add(3);
      Lock lock = manager.reentrantLock();
      lock.lock();
      lock.unlock();
      dict.put("lock", lock);
      dict.merge("count", 1, (a, b) -> 2);
      dict.merge("count", 1, (BiFunction<Object, Object, Object> & Serializable) (a, b) -> 2);
      queue.put("hello");
    }
  }

  // S97
  @Test
  void aWrongKeyIsRefusedOnBothSidesSoon() throws Exception {
    try (Manager manager = Manager.start()) {
      Path told = temporary.resolve("told");
      String file = told.toString();
      InetSocketAddress address =
          manager.listen(anyPort(), () -> WITH_KEY.withRefusalListener(e -> write(file, e)));
      long begun = System.nanoTime();

      assertThatThrownBy(
              () -> Manager.connect(address, ConnectionOptions.DEFAULT.withKey(new byte[] {1})))
          .isInstanceOf(AuthenticationException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
      assertThatThrownBy(() -> Manager.connect(address, ConnectionOptions.DEFAULT))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> manager.listen(anyPort(), () -> ConnectionOptions.DEFAULT))
          .isInstanceOf(IllegalArgumentException.class);
      Manager.connect(address, WITH_KEY).close();
      eventually("the manager knows too", () -> told.toFile().length() > 0);
      assertThat(told).content().startsWith(AuthenticationException.class.getName());
    }
  }

  private static void write(String file, Exception e) {
    try {
      Files.writeString(Path.of(file), e.toString());
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  // S97
  @Test
  void strangersGetNothingAndBlockNobody() throws Exception {
    List<Socket> strangers = new ArrayList<>();
    try (Manager manager = Manager.start()) {
      InetSocketAddress address = listen(manager);
      RemoteValue<Integer> value = manager.value(1);
      manager.publish("value", value);
      for (int i = 0; i < 60; i++) {
        strangers.add(stranger(address, i % 3));
      }
      long begun = System.nanoTime();
      try (Manager connected = Manager.connect(address, WITH_KEY)) {
        assertThat(connected.find("value", RemoteValue.class).get()).isEqualTo(1);
      }
      assertThat(value.get()).isEqualTo(1);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    } finally {
      for (Socket stranger : strangers) {
        stranger.close();
      }
    }
  }

  /** Silent; two gigabytes of length; something that is no handshake. */
  private static Socket stranger(InetSocketAddress address, int kind) throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    byte[] said = new byte[kind == 0 ? 0 : 10_000];
    new Random(kind).nextBytes(said);
    if (kind == 1) {
      ByteBuffer.wrap(said).putInt(Integer.MAX_VALUE);
    }
    try {
      socket.getOutputStream().write(said);
    } catch (IOException e) {
      return socket; // it was sent away while it spoke
    }
    return socket;
  }

  /** One that has the key, and nothing else that is right. */
  @Test
  void whoHasTheKeyAndSaysAnythingBlocksNobody() throws Exception {
    try (Manager manager = Manager.start()) {
      InetSocketAddress address = listen(manager);
      manager.publish("value", manager.value(1));
      for (byte[] first : List.of(new byte[0], new byte[] {9}, new byte[9], new byte[5000])) {
        try (Connection odd = Client.connect(address, WITH_KEY)) {
          odd.sendBytes(first);
          assertThatThrownBy(odd::receiveBytes).isInstanceOf(IOException.class);
        }
      }
      Connection silent = Client.connect(address, WITH_KEY);
      try (Manager connected = Manager.connect(address, WITH_KEY)) {
        assertThat(connected.find("value", RemoteValue.class).get()).isEqualTo(1);
      }
      silent.close();
    }
  }

  private record Own(int number) {}

  private record Allowed(int number) {}

  @Test
  void onlyAllowedClassesCross() throws Exception {
    try (Manager manager = Manager.start()) {
      String allowed = Allowed.class.getName();
      InetSocketAddress address =
          manager.listen(
              anyPort(), () -> ConnectionOptions.DEFAULT.withKey(KEY).allowClasses(allowed));
      InetSocketAddress strict = listen(manager);
      List<Object> list = manager.list();
      list.add(new Own(1));
      manager.publish("list", list);
      ConnectionOptions lax =
          WITH_KEY.allowClasses(allowed, Own.class.getName(), "java.io.*", "io.procpool.it.**");
      try (Manager remote = Manager.connect(address, lax)) {
        @SuppressWarnings("unchecked")
        List<Object> theirs = remote.find("list", List.class);

        theirs.add(new Allowed(1));
        assertThat(theirs.get(1)).isEqualTo(new Allowed(1));

        for (Object refused : List.of(new Own(2), new File("x"))) {
          assertThatThrownBy(() -> theirs.add(refused))
              .isInstanceOf(SerializationException.class)
              .hasMessageContaining(refused.getClass().getName());
        }
        assertThatThrownBy(() -> theirs.get(0))
            .as("nor does it go out")
            .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> remote.create(Runnable.class, () -> () -> new File("x").delete()))
            .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> remote.listen(anyPort(), null))
            .isInstanceOf(UnsupportedOperationException.class);
        assertThat(theirs).isNotNull();
      }
      try (Manager remote = Manager.connect(strict, WITH_KEY)) {
        List<Object> own = remote.list();
        assertThatThrownBy(() -> own.add(new Allowed(1)))
            .isInstanceOf(SerializationException.class);
        own.add(Map.of("a", List.of(1, 2.0)));
        assertThat(own).containsExactly(Map.of("a", List.of(1, 2.0)));
      }
      assertThat(list).containsExactly(new Own(1), new Allowed(1));
    }
  }

  @Test
  void aRemoteClientThatIsKilledLosesItsLock() throws Exception {
    try (Manager manager = Manager.start()) {
      InetSocketAddress address = listen(manager);
      Lock lock = manager.lock();
      manager.publish("lock", lock);
      ChildProcess child = ChildProcess.of(ManagerOverTcpIT::holdLock, address.getPort()).start();
      eventually("it is held", () -> !tryAndUnlock(lock));

      child.kill();

      assertThat(lock.tryLock(60, TimeUnit.SECONDS)).isTrue();
      assertThat(child.join(LIMIT)).isTrue();
    }
  }

  private static boolean tryAndUnlock(Lock lock) {
    boolean isFree = lock.tryLock();
    if (isFree) {
      lock.unlock();
    }
    return isFree;
  }

  private static void holdLock(int port) throws Exception {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Manager manager = Manager.connect(address, WITH_KEY);
    manager.find("lock", Lock.class).lock();
    Deeds.sleep(120);
    manager.close();
  }

  @Test
  void withTlsAllIsAsWithout() throws Exception {
    TlsContexts contexts = TlsContexts.create(temporary);
    String folder = temporary.toString();
    try (Manager manager = Manager.start()) {
      InetSocketAddress address =
          manager.listen(
              new InetSocketAddress("localhost", 0),
              () -> options().withTls(TlsContexts.open(Path.of(folder)).server()));
      try (Manager remote = Manager.connect(address, options().withTls(contexts.client()))) {
        List<Integer> list = remote.list(List.of(1));
        assertThat(list.add(2)).isTrue();
        assertThat(list).containsExactly(1, 2);
      }
    }
    assertThat(Files.exists(temporary)).isTrue();
  }

  private static ConnectionOptions options() {
    return ConnectionOptions.DEFAULT.withKey(KEY).withHandshakeLimit(Duration.ofSeconds(20));
  }
}
