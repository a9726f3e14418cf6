package io.procpool.sharing;

import io.procpool.sharing.internal.wires.Handshake.RefusedException;
import io.procpool.sharing.internal.wires.Strangers;
import java.io.IOException;
import java.net.SocketAddress;

/**
 * Connects to a {@link Listener}, in another process or on another machine.
 *
 * <pre>{@code
 * try (Connection connection = Client.connect(address, ConnectionOptions.DEFAULT.withKey(key))) {
 *   double[] numbers = connection.receive(double[].class);
 * }
 * }</pre>
 */
public final class Client {

  private Client() {}

  /**
   * Connects, with the listener proving that it has the key as well as this side.
   *
   * @param address a {@link java.net.UnixDomainSocketAddress} or a {@link
   *     java.net.InetSocketAddress}
   * @param options with the key of the listener
   * @return a new one, to be closed
   * @throws AuthenticationException if the two have not the same key
   * @throws IOException if nobody listens there, or does not say what it should in time
   * @throws IllegalArgumentException if the address is TCP's and there is no key
   */
  public static Connection connect(SocketAddress address, ConnectionOptions options)
      throws IOException {
    try {
      return options.connection(Strangers.connect(address, options.termsFor(address)));
    } catch (RefusedException e) {
      throw new AuthenticationException(e.getMessage(), e);
    }
  }
}
