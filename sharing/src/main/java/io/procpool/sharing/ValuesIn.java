package io.procpool.sharing;

import io.procpool.SerializationException;
import io.procpool.codec.CodecException;
import io.procpool.codec.CodecRules;
import io.procpool.protocol.PayloadReader;

/** Makes objects of messages. Its lock is for one receiver after the other. */
final class ValuesIn {

  private final Values values;

  ValuesIn(CodecRules rules) {
    values = new Values(rules);
  }

  synchronized Object decode(byte[] message) {
    try {
      return values.codec().decode(new PayloadReader(message));
    } catch (CodecException e) {
      throw new SerializationException(
          -1, null, "A message cannot be made an object again: " + e.getMessage(), e);
    }
  }
}
