package io.procpool.internal.dispatch;

import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.protocol.Annex;
import io.procpool.protocol.AnnexWriter;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.RunPayload;

/**
 * Encodes one item after another, each behind room for what stands before it in a payload of its
 * own: so a large one is sent from where it was encoded. Not thread-safe: a feeder's, or a call's.
 */
final class Encoder {

  private static final int FIRST_LENGTH = 256;

  private final ValueCodec codec;
  private final Sizes sizes;
  private final AnnexWriter annexes;

  /** The item that was encoded last. */
  private PayloadWriter item = new PayloadWriter(FIRST_LENGTH);

  Encoder(ValueCodec codec, Sizes sizes) {
    this.codec = codec;
    this.sizes = sizes;
    this.annexes = sizes.annexWriter();
  }

  /** Encodes the next item. */
  void encode(Object value) throws CodecException {
    RunPayload.beginOne(item);
    try {
      sizes.encode(value, codec, item, annexes);
    } catch (CodecException e) {
      item = new PayloadWriter(FIRST_LENGTH); // it may have grown to the limit
      throw e;
    }
  }

  /** Whether a part of the last item is in an annex. */
  boolean hasAnnex() {
    return annexes.number() != 0;
  }

  /** How long the last item is. */
  int length() {
    return RunPayload.lengthOfOne(item);
  }

  /** Appends the last item, behind its length. */
  void appendTo(PayloadWriter items) {
    RunPayload.appendOne(item, items);
  }

  /** The last item as a chunk, which it is not copied to. */
  Chunk take(Job job, long index) {
    Annex annex = annexes.finish();
    PayloadWriter taken = item;
    item = new PayloadWriter(FIRST_LENGTH);
    return Chunk.ofOne(job, index, taken, annex);
  }
}
