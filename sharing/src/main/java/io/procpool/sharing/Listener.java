package io.procpool.sharing;

import io.procpool.sharing.internal.wires.Door;
import io.procpool.sharing.internal.wires.End;
import io.procpool.sharing.internal.wires.Handshake.RefusedException;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Waits for {@linkplain Client clients}, of this machine or of others.
 *
 * <pre>{@code
 * ConnectionOptions options = ConnectionOptions.DEFAULT.withKey(key);
 * try (Listener listener = Listener.open(new InetSocketAddress("10.0.0.1", 6000), options)) {
 *   try (Connection connection = listener.accept()) {
 *     connection.send(new double[] {1.5, 2.5});
 *   }
 * }
 * }</pre>
 *
 * <p>Each client proves on a thread of its own that it has the key, and the listener that it has
 * it; before that nothing of a client is read but some bytes of a fixed number. One that says
 * nothing, or something else, or has another key, is sent away, and neither blocks nor is told to
 * {@link #accept()}. Without TLS what is sent behind that is neither encrypted nor signed: for
 * networks that others can write to, there is {@link ConnectionOptions#withTls}.
 *
 * <p>Safe for use by several threads. The socket's file, where it is one, goes when the listener is
 * closed or this JVM ends.
 */
public final class Listener implements Closeable {

  private final Door door;
  private final ConnectionOptions options;

  private Listener(Door door, ConnectionOptions options) {
    this.door = door;
    this.options = options;
  }

  /**
   * Listens at a new place that only processes of this user, on this machine, can reach, if they
   * are told its {@link #address()}.
   *
   * @param options the key, limits, classes that may cross
   * @return a new one, to be closed
   * @throws IOException if there is no place for a socket
   */
  public static Listener open(ConnectionOptions options) throws IOException {
    return new Listener(Door.open(options.terms(), refused(options)), options);
  }

  /**
   * Listens at an address.
   *
   * @param address a {@link java.net.UnixDomainSocketAddress}, or a {@link
   *     java.net.InetSocketAddress}, whose port may be 0 for any
   * @param options the key, limits, classes that may cross
   * @return a new one, to be closed
   * @throws IOException if that is not possible, such as when another one listens there
   * @throws IllegalArgumentException if the address is TCP's and there is no key
   */
  public static Listener open(SocketAddress address, ConnectionOptions options) throws IOException {
    Door door = Door.open(address, options.termsFor(address), refused(options));
    return new Listener(door, options);
  }

  private static Consumer<Exception> refused(ConnectionOptions options) {
    return e ->
        options
            .onRefused()
            .accept(
                e instanceof RefusedException ? new AuthenticationException(e.getMessage(), e) : e);
  }

  /**
   * {@return where it listens}
   *
   * @throws IOException if it is closed
   */
  public SocketAddress address() throws IOException {
    return door.address();
  }

  /**
   * Waits for a client that has the key.
   *
   * @return one to be closed
   * @throws java.nio.channels.ClosedChannelException if this listener is closed
   */
  public Connection accept() throws IOException {
    return accept(Duration.ofNanos(Long.MAX_VALUE)).orElseThrow();
  }

  /**
   * Waits for a client that has the key, but not for ever.
   *
   * @param limit how long; not at all if it is zero or negative
   * @return empty if there is none in time
   * @throws java.nio.channels.ClosedChannelException if this listener is closed
   */
  public Optional<Connection> accept(Duration limit) throws IOException {
    End end = door.take(Deadline.nanos(limit));
    return Optional.ofNullable(end).map(options::connection);
  }

  /** Those that were accepted go on. May be called again. */
  @Override
  public void close() throws IOException {
    door.close();
  }
}
