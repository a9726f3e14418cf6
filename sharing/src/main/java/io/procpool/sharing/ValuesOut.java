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
final class ValuesOut implements End.Watcher {

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
      settle(luggage, isSent, end);
      bytes.shrink(MOST_KEPT);
    }
  }

  /** Who should have received them is gone. */
  @Override
  public void onOtherEnd() {
    List<Luggage> lost;
    synchronized (sent) {
      lost = List.copyOf(sent);
      sent.clear();
    }
    lost.forEach(Luggage::lose); // without the lock: others' ends may be lost with them
  }

  private void settle(Luggage luggage, boolean isSent, End end) {
    if (!isSent) {
      luggage.comeBack();
    } else if (luggage.isOnItsWay()) {
      synchronized (sent) {
        sent.removeIf(earlier -> !earlier.isOnItsWay());
        sent.add(luggage);
      }
      end.watch(this);
    }
  }

  /** Some are on their way, and who reads of them may be gone before. */
  @Override
  public boolean isWaiting() {
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
