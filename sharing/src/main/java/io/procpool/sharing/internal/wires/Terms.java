package io.procpool.sharing.internal.wires;

import javax.net.ssl.SSLContext;

/**
 * On which two processes that do not know each other connect.
 *
 * @param key empty if there is none
 * @param handshakeNanos how long it may take until they do
 * @param longest how many bytes a message may have
 * @param tls {@code null} if the connection is not encrypted
 */
public record Terms(byte[] key, long handshakeNanos, int longest, SSLContext tls) {

  Handshake handshake() {
    return new Handshake(key);
  }
}
