package io.procpool.sharing.internal.wires;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Connections with processes that are known by an address alone, until they have proved more. */
public final class Strangers {

  private Strangers() {}

  /**
   * Connects to a listener.
   *
   * @throws Handshake.RefusedException if the two have not the same key
   */
  public static End connect(SocketAddress address, Terms terms) throws IOException {
    Until limit = Until.in(terms.handshakeNanos());
    SocketChannel channel = open(address, terms);
    try {
      return terms.tls() == null
          ? plain(new Wire(channel, terms.longest()), terms, false, limit)
          : encrypted(channel, (InetSocketAddress) address, terms, limit);
    } catch (IOException | RuntimeException e) {
      Junction.closeQuietly(channel);
      throw e;
    }
  }

  private static SocketChannel open(SocketAddress address, Terms terms) throws IOException {
    if (address instanceof UnixDomainSocketAddress) {
      return SocketChannel.open(address);
    }
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(address, millis(terms.handshakeNanos()));
      return channel;
    } catch (IOException | RuntimeException e) {
      Junction.closeQuietly(channel);
      throw e;
    }
  }

  /** What a client is to this side until it has proved that it has the key: closed, it is gone. */
  static Closeable guest(SocketChannel channel, Terms terms) throws IOException {
    return terms.tls() == null ? new Wire(channel, terms.longest()) : channel;
  }

  /** Shakes hands with a client. Ends by the limit, whatever that does or does not say. */
  static End accept(Closeable guest, Terms terms) throws IOException {
    Until limit = Until.in(terms.handshakeNanos());
    return guest instanceof Wire wire
        ? plain(wire, terms, true, limit)
        : encrypted((SocketChannel) guest, null, terms, limit);
  }

  private static End plain(Wire wire, Terms terms, boolean isListener, Until limit)
      throws IOException {
    shake(wire, terms, isListener, limit);
    return End.of(wire);
  }

  /**
   * Each read has the limit, and all of them together: else who sends a byte now and then would
   * have for ever.
   *
   * @param listener {@code null} if this side is it
   */
  private static End encrypted(
      SocketChannel channel, InetSocketAddress listener, Terms terms, Until limit)
      throws IOException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    done.orTimeout(terms.handshakeNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((ok, late) -> closeIf(late != null, channel));
    try {
      TlsLine line = new TlsLine(tlsSocket(channel, listener, terms));
      shake(line, terms, listener == null, limit);
      if (!done.complete(null)) {
        throw new SocketTimeoutException("The other side did not say what it should in time.");
      }
      return line.carry(terms.longest());
    } finally {
      done.complete(null);
    }
  }

  private static void closeIf(boolean isLate, SocketChannel channel) {
    if (isLate) {
      Junction.closeQuietly(channel);
    }
  }

  private static SSLSocket tlsSocket(SocketChannel channel, InetSocketAddress listener, Terms terms)
      throws IOException {
    String host = listener == null ? null : listener.getHostString();
    int port = listener == null ? 0 : listener.getPort();
    channel.socket().setSoTimeout(millis(terms.handshakeNanos()));
    SSLSocket socket =
        (SSLSocket) terms.tls().getSocketFactory().createSocket(channel.socket(), host, port, true);
    socket.setUseClientMode(listener != null);
    if (listener != null) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS"); // it is whom we wanted
      socket.setSSLParameters(parameters);
    }
    socket.startHandshake();
    return socket;
  }

  private static void shake(Line line, Terms terms, boolean isListener, Until limit)
      throws IOException {
    if (isListener) {
      terms.handshake().withClient(line, limit);
    } else {
      terms.handshake().withListener(line, limit);
    }
  }

  private static int millis(long nanos) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos)));
  }
}
