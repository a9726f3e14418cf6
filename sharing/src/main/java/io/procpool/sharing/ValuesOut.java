package io.procpool.sharing;

import io.procpool.SerializationException;
import io.procpool.codec.CodecException;
import io.procpool.codec.CodecRules;
import io.procpool.protocol.Frame;
import io.procpool.protocol.PayloadWriter;
import io.procpool.sharing.internal.wires.End;
import io.procpool.sharing.internal.wires.Luggage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes objects and sends them through an end, with the ends of other connections that are in
 * them. Its lock is for one sender after the other, and the list's own for who has seen the end.
 */
final class ValuesOut {

  private static final int MOST_KEPT = 64 * 1024;

  private final Values values;
  private final PayloadWriter bytes = new PayloadWriter(256);

  /** Ends that were sent, and may be on their way. */
  private final List<Luggage> sent = new ArrayList<>();

  ValuesOut(CodecRules rules) {
    values = new Values(rules);
  }

  synchronized void send(Object value, End end) throws IOException {
    Luggage luggage = new Luggage();
    boolean isSent = false;
    try {
      luggage.during(() -> encode(value));
      end.send(bytes.bytes(), 0, bytes.size());
      isSent = true;
    } finally {
      settle(luggage, isSent);
      bytes.shrink(MOST_KEPT);
    }
  }

  /** Who should have received them is gone. */
  void loseSentEnds() {
    synchronized (sent) {
      sent.forEach(Luggage::lose);
      sent.clear();
    }
  }

  private void settle(Luggage luggage, boolean isSent) {
    if (!isSent) {
      luggage.comeBack();
    } else if (luggage.isOnItsWay()) {
      synchronized (sent) {
        sent.removeIf(earlier -> !earlier.isOnItsWay());
        sent.add(luggage);
      }
    }
  }

  boolean hasEndsOnTheirWay() {
    synchronized (sent) {
      return sent.stream().anyMatch(Luggage::isOnItsWay);
    }
  }

  private int encode(Object value) {
    bytes.beginValue(Frame.MAX_VALUE_LENGTH, null);
    try {
      values.codec().encode(value, bytes);
      return bytes.size();
    } catch (CodecException e) {
      throw new SerializationException(
          -1, null, "This object cannot be sent: " + e.getMessage(), e);
    }
  }
}
