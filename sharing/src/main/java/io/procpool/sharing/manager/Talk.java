package io.procpool.sharing.manager;

import io.procpool.SerializationException;
import io.procpool.codec.CodecException;
import io.procpool.codec.CodecRules;
import io.procpool.codec.ValueCodec;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.sharing.Connection;
import java.io.Closeable;
import java.io.IOException;

/**
 * Messages between a client and a manager, one after the other: a call, its answer, a call. Used by
 * one thread at a time.
 *
 * <pre>
 *   first of a connection:  | CONTROL |                              or | CALLS | session 8 |
 *   answer to the first:    | session 8 | manager 8 | place |           none
 *
 *   on a CALLS one, by turns:
 *     | call 8 | thread 8 | object 8 | method | count 4 | arguments: length 4, value ... |
 *     | RETURNED or THREW | length 4, value |
 *
 *   on the CONTROL one, to the manager:
 *     | DROP or INTERRUPT or SETTLED or UNPIN | object, call or pin 8 |
 * </pre>
 */
final class Talk {

  static final byte CONTROL = 1;
  static final byte CALLS = 2;
  static final byte RETURNED = 3;
  static final byte THREW = 4;
  static final byte DROP = 5;
  static final byte INTERRUPT = 6;
  static final byte SETTLED = 7;
  static final byte UNPIN = 8;

  /** How long a message is whose length does not depend on a value. */
  static final int SHORT = 1 + 8;

  private static final int MOST_KEPT = 64 * 1024;
  private static final int LENGTH = 4;

  private final Connection connection;
  private final CodecRules rules;
  private final int longest;
  private final PayloadWriter out = new PayloadWriter(256);
  private ClassLoader loader;
  private ValueCodec codec;

  /**
   * @param longest how many bytes a message may have that is sent
   */
  Talk(Connection connection, CodecRules rules, int longest) {
    this.connection = connection;
    this.rules = rules;
    this.longest = longest;
  }

  /** A message begins. */
  PayloadWriter begin() {
    out.shrink(MOST_KEPT);
    out.beginValue(longest, null);
    return out;
  }

  /**
   * @throws SerializationException if it cannot be sent
   */
  void put(Object value) {
    int at = out.size();
    out.writeInt(0);
    try {
      codec().encode(value, out);
      out.putInt(at, out.size() - at - LENGTH);
    } catch (CodecException e) {
      throw failure("This value cannot be sent: ", e);
    }
  }

  /**
   * @throws SerializationException if it cannot be made an object again
   */
  Object get(PayloadReader in) {
    try {
      return codec().decode(in.slice(in.readInt()));
    } catch (CodecException e) {
      throw failure("A value cannot be made an object again: ", e);
    }
  }

  /** Without its cause where that may not cross: nor would this then, but as text. */
  private SerializationException failure(String what, CodecException cause) {
    return new SerializationException(
        -1, null, what + cause.getMessage(), rules.areNone() ? cause : null);
  }

  void send() throws IOException {
    connection.sendBytes(out.bytes(), 0, out.size());
  }

  PayloadReader receive() throws IOException {
    return new PayloadReader(connection.receiveBytes());
  }

  static byte[] shortMessage(byte what, long which) {
    PayloadWriter message = new PayloadWriter(SHORT);
    message.write(what);
    message.writeLong(which);
    return message.bytes();
  }

  static long numberIn(byte[] shortMessage) {
    return new PayloadReader(shortMessage, 1, SHORT - 1).readLong();
  }

  /** Says who the manager is. */
  void greet(long session, long manager, String place) throws IOException {
    begin();
    out.writeLong(session);
    out.writeLong(manager);
    out.writeText(place);
    send();
  }

  static void closeQuietly(Closeable connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // nobody uses it any more
    }
  }

  void close() {
    closeQuietly(connection);
  }

  /** One is kept as long as classes are found by the same loader, for it learns them. */
  private ValueCodec codec() {
    ClassLoader wanted = Thread.currentThread().getContextClassLoader();
    if (codec == null || wanted != loader) {
      loader = wanted;
      codec = rules.codec(wanted == null ? ClassLoader.getSystemClassLoader() : wanted);
    }
    return codec;
  }
}
