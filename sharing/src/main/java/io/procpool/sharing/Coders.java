package io.procpool.sharing;

import io.procpool.SerializationException;
import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The codecs of a queue in this process: as many as threads have needed at once. Its lock is
 * between these threads.
 */
final class Coders {

  private static final int MOST_KEPT = 64 * 1024;

  private final Deque<Coder> idle = new ArrayDeque<>();

  /** One for this thread alone, to be given back; classes are found as this thread finds them. */
  Coder take() {
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = own == null ? ClassLoader.getSystemClassLoader() : own;
    synchronized (idle) {
      while (!idle.isEmpty()) {
        Coder coder = idle.pop();
        if (coder.codec.loader() == loader) {
          return coder;
        }
      }
    }
    return new Coder(new ValueCodec(loader));
  }

  void giveBack(Coder coder) {
    coder.bytes.shrink(MOST_KEPT);
    synchronized (idle) {
      idle.push(coder);
    }
  }

  Object decode(byte[] item) {
    Coder coder = take();
    try {
      return coder.codec.decode(new PayloadReader(item));
    } catch (CodecException e) {
      throw new SerializationException(
          -1, null, "An item cannot be made an object again: " + e.getMessage(), e);
    } finally {
      giveBack(coder);
    }
  }

  /** A codec, and the bytes of what it has encoded last. */
  static final class Coder {

    private final ValueCodec codec;
    private final PayloadWriter bytes = new PayloadWriter(256);

    Coder(ValueCodec codec) {
      this.codec = codec;
    }

    PayloadWriter encode(Object item) {
      try {
        codec.encode(item, bytes);
        return bytes;
      } catch (CodecException e) {
        throw new SerializationException(-1, null, "This item cannot be put: " + e.getMessage(), e);
      }
    }
  }
}
