package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;

/**
 * Bytes in bulk: straight into and from the item's own buffer. Where a serializer of the user's has
 * put another one in between, such as Kryo's that compress, by way of an array.
 */
final class BulkBytes {

  /** Writes all of the bytes, from there on. */
  interface Filler {
    void fill(byte[] bytes, int from);
  }

  /** Takes the bytes, which begin there, and keeps them no longer than the item is read. */
  interface Maker<T> {
    T make(byte[] bytes, int from);
  }

  private BulkBytes() {}

  static void write(Output output, long length, Filler filler) {
    if (output instanceof GraphOutput graph) {
      int from = graph.claim(length);
      filler.fill(graph.getBuffer(), from);
      return;
    }
    byte[] bytes = new byte[Math.toIntExact(length)];
    filler.fill(bytes, 0);
    output.writeBytes(bytes);
  }

  static <T> T read(Input input, int length, Maker<T> maker) {
    if (input.getInputStream() != null) { // its buffer holds a part of them
      return maker.make(input.readBytes(length), 0);
    }
    int from = input.position();
    input.skip(length);
    return maker.make(input.getBuffer(), from);
  }
}
