package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.SerializationException;
import io.procpool.it.Eventually;
import io.procpool.sharing.AuthenticationException;
import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.Client;
import io.procpool.sharing.Connection;
import io.procpool.sharing.ConnectionOptions;
import io.procpool.sharing.Connections;
import io.procpool.sharing.Listener;
import io.procpool.sharing.Pipe;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients and listeners, and strangers among them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenerIT {

  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ConnectionOptions WITH_KEY = ConnectionOptions.DEFAULT.withKey(KEY);

  private final Queue<Exception> refused = new ConcurrentLinkedQueue<>();

  @TempDir private Path temporary;

  private enum Way {
    OWN_PLACE,
    FILE,
    TCP
  }

  private Listener open(Way way, ConnectionOptions options) throws IOException {
    ConnectionOptions telling = options.withRefusalListener(refused::add);
    return switch (way) {
      case OWN_PLACE -> Listener.open(telling);
      case FILE -> Listener.open(UnixDomainSocketAddress.of(socket()), telling);
      case TCP -> Listener.open(local(), telling);
    };
  }

  private static SocketAddress local() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private Path socket() {
    return temporary.resolve("socket");
  }

  @ParameterizedTest
  @EnumSource
  void aClientInAnotherProcessTalksWithTheListener(Way way) throws Exception {
    try (Listener listener = open(way, WITH_KEY)) {
      ChildProcess child = ChildProcess.of(ListenerIT::talk, listener.address().toString()).start();
      try (Connection connection = listener.accept()) {
        connection.send(List.of("hello", 1));
        assertThat(connection.receive()).isEqualTo(List.of("hello", 1));
        byte[] large = new byte[16 * 1024 * 1024];
        new Random(1).nextBytes(large);
        connection.send(large);
        assertThat(connection.receive(byte[].class)).isEqualTo(large);
      }
      assertThat(child.join(LIMIT)).isTrue();
      assertThat(child.exitCode()).hasValue(0);
      assertThat(listener.accept(Duration.ZERO)).isEmpty();
    }
    assertThat(Files.exists(socket())).isFalse();
    assertThat(refused).isEmpty();
  }

  private static void talk(String address) throws IOException {
    Talk.echo(Client.connect(addressOf(address), WITH_KEY));
  }

  private static SocketAddress addressOf(String text) {
    if (!text.contains(":")) {
      return UnixDomainSocketAddress.of(text);
    }
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), Integer.parseInt(text.replaceAll(".*:", "")));
  }

  // S97
  @ParameterizedTest
  @EnumSource
  void aWrongKeyIsRefusedOnBothSides(Way way) throws Exception {
    try (Listener listener = open(way, WITH_KEY)) {
      ConnectionOptions wrong = ConnectionOptions.DEFAULT.withKey(new byte[] {1});

      assertThatThrownBy(() -> Client.connect(listener.address(), wrong))
          .isInstanceOf(AuthenticationException.class)
          .hasMessageContaining("another key");
      Eventually.eventually("the listener knows", () -> !refused.isEmpty());
      assertThat(refused).hasExactlyElementsOfTypes(AuthenticationException.class);

      Connection right = Client.connect(listener.address(), WITH_KEY);
      try (Connection accepted = listener.accept(LIMIT).orElseThrow()) {
        right.send("in");
        assertThat(accepted.receive()).isEqualTo("in");
      }
      right.close();
    }
  }

  @Test
  void aKeyOnOneSideAloneIsRefused() throws Exception {
    try (Listener withKey = open(Way.OWN_PLACE, WITH_KEY);
        Listener without = open(Way.FILE, ConnectionOptions.DEFAULT)) {
      assertThatThrownBy(() -> Client.connect(withKey.address(), ConnectionOptions.DEFAULT))
          .isInstanceOf(AuthenticationException.class)
          .hasMessageContaining("wants a key");
      assertThatThrownBy(() -> Client.connect(without.address(), WITH_KEY))
          .isInstanceOf(AuthenticationException.class)
          .hasMessageContaining("has no key");
      Connection client = Client.connect(without.address(), ConnectionOptions.DEFAULT);
      without.accept().close();
      client.close();
    }
    assertThatThrownBy(() -> Listener.open(local(), ConnectionOptions.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there has to be a key");
    assertThatThrownBy(() -> Client.connect(local(), ConnectionOptions.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Who answers a challenge with the listener's own words, which it got by being asked. */
  @Test
  void whatAListenerHasSaidProvesNothing() throws Exception {
    try (Listener listener = open(Way.TCP, WITH_KEY);
        Socket first = connect(listener)) {
      byte[] hello = first.getInputStream().readNBytes(41);
      byte[] answer = new byte[72];
      System.arraycopy(hello, 0, answer, 0, 8);
      System.arraycopy(hello, 9, answer, 8, 32);
      first.getOutputStream().write(answer);

      byte[] verdict = first.getInputStream().readNBytes(33);

      assertThat(verdict).as("not one, and no proof").containsOnly(0);
      Eventually.eventually("it is refused", () -> refused.size() == 1);
      assertThat(listener.accept(Duration.ofMillis(100))).isEmpty();
    }
  }

  // S97: more of them than there are places
  @Test
  void strangersThatAreSilentOrSayAnythingBlockNobody() throws Exception {
    ConnectionOptions options = WITH_KEY.withHandshakeLimit(Duration.ofSeconds(3));
    List<Socket> strangers = new ArrayList<>();
    try (Listener listener = open(Way.TCP, options)) {
      for (int i = 0; i < 100; i++) {
        Socket stranger = connect(listener);
        strangers.add(stranger);
        say(stranger, i % 3);
      }

      long begun = System.nanoTime();
      Connection client = Client.connect(listener.address(), WITH_KEY);
      Connection accepted = listener.accept(LIMIT).orElseThrow();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
      client.send(1);
      assertThat(accepted.receive()).isEqualTo(1);

      Eventually.eventually("all are sent away", () -> refused.size() == 100);
      assertThat(listener.accept(Duration.ZERO)).isEmpty();
      client.close();
      accepted.close();
    } finally {
      for (Socket stranger : strangers) {
        stranger.close();
      }
    }
  }

  /** Nothing; two gigabytes of length; something that is no handshake. */
  private static void say(Socket stranger, int what) throws IOException {
    try {
      if (what == 1) {
        stranger.getOutputStream().write(ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array());
      } else if (what == 2) {
        byte[] garbage = new byte[10_000];
        new Random(2).nextBytes(garbage);
        stranger.getOutputStream().write(garbage);
      }
    } catch (IOException e) {
      return; // it was sent away while it spoke
    }
  }

  @Test
  void aMessageThatSaysItIsHugeEndsItsConnectionAndTakesNoMemory() throws Exception {
    try (Listener listener = open(Way.FILE, ConnectionOptions.DEFAULT)) {
      for (int length : List.of(Integer.MAX_VALUE, -1, 64 * 1024 * 1024 + 1)) {
        SocketChannel client = shakeByHand();
        Connection accepted = listener.accept(LIMIT).orElseThrow();
        client.write(ByteBuffer.allocate(4).putInt(length).flip());

        assertThatThrownBy(accepted::receive)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("are allowed");
        assertThat(client.read(ByteBuffer.allocate(1))).as("it is closed").isEqualTo(-1);
        client.close();
        accepted.close();
      }
    }
  }

  @Test
  void aMessageThatEndsInTheMiddleIsTheEnd() throws Exception {
    try (Listener listener = open(Way.FILE, ConnectionOptions.DEFAULT)) {
      SocketChannel client = shakeByHand();
      Connection accepted = listener.accept(LIMIT).orElseThrow();
      client.write(ByteBuffer.allocate(4).putInt(60 * 1024 * 1024).flip());
      client.write(ByteBuffer.allocate(100));
      client.close();

      assertThatThrownBy(accepted::receive).isInstanceOf(EOFException.class);
      accepted.close();
    }
  }

  private SocketChannel shakeByHand() throws IOException {
    SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket()));
    ByteBuffer hello = ByteBuffer.allocate(41);
    while (hello.hasRemaining()) {
      client.read(hello);
    }
    byte[] answer = Arrays.copyOf(Arrays.copyOf(hello.array(), 8), 72);
    client.write(ByteBuffer.wrap(answer));
    ByteBuffer verdict = ByteBuffer.allocate(33);
    while (verdict.hasRemaining()) {
      client.read(verdict);
    }
    assertThat(verdict.get(0)).isEqualTo((byte) 1);
    return client;
  }

  @Test
  void onlyClassesThatAreAllowedAreMadeOfMessages() throws Exception {
    ConnectionOptions strict = WITH_KEY.allowClasses();
    try (Listener listener = open(Way.OWN_PLACE, strict)) {
      Connection client = Client.connect(listener.address(), WITH_KEY);
      Connection accepted = listener.accept();

      client.send(new File("x"));
      client.send(new Own(1));
      Pipe pipe = Pipe.create(true);
      client.send(pipe.second());
      client.send(List.of("allowed", 2));

      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(accepted::receive).isInstanceOf(SerializationException.class);
      }
      assertThat(accepted.receive()).isEqualTo(List.of("allowed", 2));
      assertThatThrownBy(() -> accepted.send(new Own(2)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("Own");
      client.close();
      accepted.close();
      pipe.first().close();
    }
  }

  private record Own(int number) {}

  @Test
  void aListenerThatIsClosedEndsWhoWaitsAndItsAddressIsFree() throws Exception {
    Listener listener = open(Way.FILE, ConnectionOptions.DEFAULT);
    CompletableFuture<Throwable> waiting = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                listener.accept();
              } catch (IOException e) {
                waiting.complete(e);
              }
            })
        .start();
    assertThatThrownBy(() -> open(Way.FILE, ConnectionOptions.DEFAULT))
        .as("twice")
        .isInstanceOf(IOException.class);
    Connection untaken = Client.connect(listener.address(), ConnectionOptions.DEFAULT);
    Eventually.eventually("it is accepted, or taken", () -> waiting.getNow(null) == null);

    listener.close();
    listener.close();

    untaken.close();
    assertThatThrownBy(listener::accept).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> Client.connect(UnixDomainSocketAddress.of(socket()), WITH_KEY))
        .isInstanceOf(IOException.class);
    open(Way.FILE, ConnectionOptions.DEFAULT).close();
  }

  @Test
  void theFileOfAListenerThatWasKilledIsInNobodysWay() throws Exception {
    ChildProcess child = ChildProcess.of(ListenerIT::listenAndSleep, socket().toString()).start();
    Eventually.eventually("it listens", () -> Files.exists(socket()));
    child.kill();
    assertThat(child.join(LIMIT)).isTrue();
    assertThat(Files.exists(socket())).isTrue();

    open(Way.FILE, ConnectionOptions.DEFAULT).close();
    assertThat(Files.exists(socket())).isFalse();
  }

  private static void listenAndSleep(String file) throws Exception {
    Listener listener = Listener.open(UnixDomainSocketAddress.of(file), ConnectionOptions.DEFAULT);
    Deeds.sleep(60);
    listener.close();
  }

  @Test
  void anAcceptedConnectionIsWaitedForAndMovesToAChild() throws Exception {
    try (Listener listener = open(Way.TCP, WITH_KEY)) {
      Connection client = Client.connect(listener.address(), WITH_KEY);
      Connection accepted = listener.accept();
      assertThat(Connections.wait(Duration.ofMillis(50), client, accepted)).isEmpty();
      client.send("first");
      assertThat(Connections.wait(LIMIT, client, accepted)).containsExactly(accepted);

      ChildProcess child = ChildProcess.of(Talk::echo, accepted).start();
      client.send("second");

      assertThat(client.receive()).isEqualTo("first");
      assertThat(client.receive()).isEqualTo("second");
      client.close();
      assertThat(child.join(LIMIT)).isTrue();
    }
  }

  @Test
  void withTlsTheSameThingsHappen() throws Exception {
    TlsContexts contexts = TlsContexts.create(temporary);
    ConnectionOptions server =
        WITH_KEY.withTls(contexts.server()).withHandshakeLimit(Duration.ofSeconds(20));
    ConnectionOptions client =
        WITH_KEY.withTls(contexts.client()).withHandshakeLimit(Duration.ofSeconds(20));
    try (Listener listener = open(Way.TCP, server);
        Socket silent = connect(listener)) {
      InetSocketAddress address = named(listener.address());
      CompletableFuture<Connection> accepting = accepting(listener);
      Connection connection = Client.connect(address, client);
      Connection accepted = accepting.get(60, TimeUnit.SECONDS);
      CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(accepted));

      byte[] large = new byte[16 * 1024 * 1024];
      new Random(1).nextBytes(large);
      connection.send(large);
      assertThat(connection.receive(byte[].class)).isEqualTo(large);
      assertThat(Connections.wait(Duration.ofMillis(50), connection)).isEmpty();
      connection.send("x");
      assertThat(Connections.wait(LIMIT, connection)).containsExactly(connection);
      assertThat(connection.receive()).isEqualTo("x");
      connection.close();
      echo.get(60, TimeUnit.SECONDS);

      assertThatThrownBy(() -> Client.connect(address, client.withKey(new byte[] {1})))
          .isInstanceOf(AuthenticationException.class);
      assertThatThrownBy(() -> Client.connect(address, WITH_KEY))
          .as("without TLS")
          .isInstanceOf(IOException.class);
      assertThat(silent.isConnected()).isTrue();
    }
  }

  /** The certificate is for this name. */
  private static InetSocketAddress named(SocketAddress address) {
    return new InetSocketAddress("localhost", ((InetSocketAddress) address).getPort());
  }

  private static CompletableFuture<Connection> accepting(Listener listener) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return listener.accept();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  private static void echo(Connection connection) {
    try {
      Talk.echo(connection);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Socket connect(Listener listener) throws IOException {
    InetSocketAddress address = (InetSocketAddress) listener.address();
    return new Socket(address.getAddress(), address.getPort());
  }
}
