package io.procpool.sharing;

import io.procpool.codec.CodecRules;
import io.procpool.sharing.internal.wires.End;
import io.procpool.sharing.internal.wires.Terms;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * On which terms a {@link Client} and a {@link Listener} connect. Both have to have the same key,
 * and TLS or not. Immutable.
 *
 * <pre>{@code
 * ConnectionOptions options = ConnectionOptions.DEFAULT.withKey(key).withMaxMessageSize(1 << 20);
 * }</pre>
 */
public final class ConnectionOptions {

  private static final Duration HANDSHAKE = Duration.ofSeconds(5);
  private static final int MESSAGE = 64 * 1024 * 1024;

  /** No key, 5 seconds for the handshake, 64 MiB for a message, all classes, no TLS. */
  public static final ConnectionOptions DEFAULT =
      new ConnectionOptions(new byte[0], HANDSHAKE, MESSAGE, List.of(), null, refused -> {});

  private final byte[] key;
  private final Duration handshakeLimit;
  private final int maxMessageSize;
  private final List<String> allowedClasses;
  private final SSLContext tls;
  private final Consumer<Exception> onRefused;

  private ConnectionOptions(
      byte[] key,
      Duration handshakeLimit,
      int maxMessageSize,
      List<String> allowedClasses,
      SSLContext tls,
      Consumer<Exception> onRefused) {
    this.key = key;
    this.handshakeLimit = handshakeLimit;
    this.maxMessageSize = maxMessageSize;
    this.allowedClasses = allowedClasses;
    this.tls = tls;
    this.onRefused = onRefused;
  }

  /**
   * These options with a key: each side has the other prove, by HMAC-SHA-256 over fresh challenges,
   * that it has the same one. It is never sent. Whoever has it can have the other side make
   * objects; it should be 16 random bytes or more, for what is short or a word can be found by
   * trying. Over TCP there has to be one.
   *
   * @param newKey any bytes; it is copied
   * @return new options
   * @throws IllegalArgumentException if it is empty
   */
  public ConnectionOptions withKey(byte[] newKey) {
    if (newKey.length == 0) {
      throw new IllegalArgumentException("the key is empty");
    }
    return new ConnectionOptions(
        newKey.clone(), handshakeLimit, maxMessageSize, allowedClasses, tls, onRefused);
  }

  /**
   * These options with another time for connecting and proving: 5 seconds by default.
   *
   * @param limit more than zero
   * @return new options
   * @throws IllegalArgumentException if it is not positive
   */
  public ConnectionOptions withHandshakeLimit(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("the limit must be positive, was " + limit);
    }
    return new ConnectionOptions(key, limit, maxMessageSize, allowedClasses, tls, onRefused);
  }

  /**
   * These options with another length of the longest message that is received: 64 MiB by default. A
   * longer one ends the connection.
   *
   * @param bytes 1 or more
   * @return new options
   */
  public ConnectionOptions withMaxMessageSize(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("bytes must be 1 or more, was " + bytes);
    }
    return new ConnectionOptions(key, handshakeLimit, bytes, allowedClasses, tls, onRefused);
  }

  /**
   * These options with the classes whose objects may be sent and received, beside numbers, strings,
   * collections and other values of the JDK; all by default. A received message that names another
   * one is no object, and nothing of it is made.
   *
   * @param names such as {@code com.acme.Order}, {@code com.acme.*}, or {@code com.acme.**} with
   *     the packages below; none for the JDK's values alone
   * @return new options
   */
  public ConnectionOptions allowClasses(String... names) {
    List<String> allowed = names.length == 0 ? List.of("java.lang.*") : List.of(names);
    return new ConnectionOptions(key, handshakeLimit, maxMessageSize, allowed, tls, onRefused);
  }

  /**
   * These options with TLS, over TCP alone. The listener's context has its certificate; the
   * client's trusts it, and the certificate has to name the host that the client connects to.
   *
   * @param context with what it needs to prove or to trust
   * @return new options
   */
  public ConnectionOptions withTls(SSLContext context) {
    Objects.requireNonNull(context, "context");
    return new ConnectionOptions(
        key, handshakeLimit, maxMessageSize, allowedClasses, context, onRefused);
  }

  /**
   * These options for a listener that tells of each client that it has sent away, with the reason:
   * an {@link AuthenticationException} if that had not the key. Told on a thread of the listener's;
   * by default nobody is.
   *
   * @param listener told the reason
   * @return new options
   */
  public ConnectionOptions withRefusalListener(Consumer<Exception> listener) {
    Objects.requireNonNull(listener, "listener");
    return new ConnectionOptions(
        key, handshakeLimit, maxMessageSize, allowedClasses, tls, listener);
  }

  /**
   * How long the longest message is that is received, in bytes.
   *
   * @return in bytes
   */
  public int maxMessageSize() {
    return maxMessageSize;
  }

  /**
   * Names of the classes that may cross; empty if all may.
   *
   * @return patterns, as they were given; empty if all classes may cross
   */
  public List<String> allowedClasses() {
    return allowedClasses;
  }

  Consumer<Exception> onRefused() {
    return onRefused;
  }

  /** Those for an address. */
  Terms termsFor(SocketAddress address) {
    boolean isLocal = address instanceof UnixDomainSocketAddress;
    if (!isLocal && key.length == 0) {
      throw new IllegalArgumentException(
          "Over TCP there has to be a key: anybody who connects could run code here.");
    }
    if (isLocal && tls != null) {
      throw new IllegalArgumentException("TLS is for TCP: a socket of this machine needs none.");
    }
    return terms();
  }

  Terms terms() {
    return new Terms(key, Deadline.nanos(handshakeLimit), maxMessageSize, tls);
  }

  Connection connection(End end) {
    return new PipeEnd(end, true, true, new CodecRules(null, allowedClasses));
  }

  @Override
  public String toString() {
    return "ConnectionOptions["
        + (key.length == 0 ? "no key" : "a key")
        + (tls == null ? "" : ", TLS")
        + ", handshake "
        + handshakeLimit
        + ", messages to "
        + maxMessageSize
        + " bytes, classes "
        + (allowedClasses.isEmpty() ? "all" : allowedClasses)
        + "]";
  }
}
