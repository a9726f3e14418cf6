package io.procpool.internal.dispatch;

import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.protocol.AnnexFolder;
import io.procpool.protocol.AnnexWriter;
import io.procpool.protocol.PayloadWriter;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * What one value of a pool may take, and where its large arrays go.
 *
 * @param limit in bytes, its annex included
 * @param annexes the pool's own
 * @param removals removes annexes: to free their memory takes longer than the pool thread has
 */
record Sizes(long limit, AnnexFolder annexes, Executor removals) {

  /** A writer for the annexes of values that are encoded one after another, on one thread. */
  AnnexWriter annexWriter() {
    return new AnnexWriter(annexes);
  }

  /** Removes something from memory, soon. From any thread. */
  void later(Runnable removal) {
    try {
      removals.execute(removal);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      removal.run(); // there is no other thread any more
    }
  }

  /** Encodes a value in one piece: no file is made for it. */
  void encodeWhole(Object value, ValueCodec codec, PayloadWriter out) throws CodecException {
    encode(value, codec, out, new AnnexWriter(AnnexFolder.none()));
  }

  /**
   * Encodes a value behind what a payload has. If it cannot be encoded, nothing is left of it: also
   * where it is the heap that has no room for it, which is soon over, for it was the value's.
   */
  void encode(Object value, ValueCodec codec, PayloadWriter out, AnnexWriter annex)
      throws CodecException {
    boolean isEncoded = false;
    try {
      out.beginValue(limit, annex);
      codec.encode(value, out);
      isEncoded = true;
    } catch (OutOfMemoryError e) {
      String name = value.getClass().getName();
      throw new CodecException(
          name + " cannot be serialized: it does not fit into the heap of this JVM (" + e + ")", e);
    } finally {
      if (!isEncoded) {
        annex.discard();
      }
    }
  }
}
