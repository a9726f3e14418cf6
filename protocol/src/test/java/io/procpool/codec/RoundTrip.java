package io.procpool.codec;

import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;

/** There and back, each by a codec of its own, as between two JVMs. */
final class RoundTrip {

  private static final ClassLoader LOADER = RoundTrip.class.getClassLoader();

  private RoundTrip() {}

  @SuppressWarnings("unchecked") // what comes back is of the class that went
  static <T> T of(T value) throws CodecException {
    return (T) new ValueCodec(LOADER).decode(new PayloadReader(encoded(value)));
  }

  static Object of(Object value, ValueCodec writer, ValueCodec reader) throws CodecException {
    PayloadWriter out = new PayloadWriter(16);
    writer.encode(value, out);
    return reader.decode(new PayloadReader(out.toByteArray()));
  }

  static byte[] encoded(Object value) throws CodecException {
    PayloadWriter out = new PayloadWriter(16);
    new ValueCodec(LOADER).encode(value, out);
    return out.toByteArray();
  }

  /** Why a value cannot be sent. */
  static String refusal(Object value) {
    try {
      encoded(value);
    } catch (CodecException e) {
      return e.getMessage();
    }
    throw new AssertionError("it was encoded");
  }
}
