package io.procpool.internal.dispatch;

import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.InputPreview;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.RunPayload;

/**
 * The beginning of the input of a task that was encoded, as text for its failure's message. Runs
 * the input's toString.
 */
final class Preview {

  /** The text of a larger item might fill the heap. */
  private static final int MAX_ENCODED_LENGTH = 16 * 1024;

  private Preview() {}

  /** Of a task of a chunk; {@code null} for a call, whose item is the task itself. */
  static String of(Chunk chunk, long index, ValueCodec codec) {
    if (chunk.job.isCall()) {
      return null;
    }
    PayloadReader item = RunPayload.item(chunk.payload, (int) (index - chunk.firstIndex));
    long length = item.remaining() + chunk.annexSize();
    if (length > MAX_ENCODED_LENGTH) {
      return "(" + length + " bytes)";
    }
    try {
      return InputPreview.of(codec.decode(item));
    } catch (CodecException e) {
      return "(cannot be shown here)";
    }
  }
}
