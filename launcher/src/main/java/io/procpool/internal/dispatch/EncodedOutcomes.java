package io.procpool.internal.dispatch;

import io.procpool.SerializationException;
import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.InputPreview;
import io.procpool.internal.engine.Outcomes;
import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.MalformedPayloadException;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadReader;
import java.io.IOException;
import java.util.BitSet;

/** The outcomes in a DONE frame, decoded where they are opened. */
final class EncodedOutcomes implements Outcomes<Object> {

  private final Chunk chunk;
  private final Frame frame;
  private final String worker;
  private final DonePayload.Header header;

  /** Of the only result; or {@code null}. */
  private final ResultAnnex annex;

  /** Those that are tried again, and so are no outcomes yet. */
  private final BitSet retried;

  EncodedOutcomes(
      Chunk chunk,
      Frame frame,
      DonePayload.Header header,
      ResultAnnex annex,
      String worker,
      BitSet retried) {
    this.chunk = chunk;
    this.frame = frame;
    this.header = header;
    this.annex = annex;
    this.worker = worker;
    this.retried = retried;
  }

  @Override
  public int count() {
    return header.count() - retried.cardinality();
  }

  @Override
  public int failed() {
    return header.failed() - retried.cardinality();
  }

  @Override
  public long size() {
    return frame.length() + (annex == null ? 0 : annex.size());
  }

  @Override
  public void discard() {
    if (annex != null) {
      chunk.job.sizes.later(annex::discard);
    }
  }

  @Override
  public void open(Receiver<? super Object> receiver) {
    ValueCodec codec = chunk.job.takeCodec();
    try {
      PayloadReader payload = new PayloadReader(frame.payload(), 0, frame.length());
      payload.skip(DonePayload.HEADER_LENGTH);
      openAll(payload, codec, receiver);
    } finally {
      chunk.job.giveBack(codec);
      if (annex != null) {
        annex.release();
      }
    }
  }

  /** A frame that is broken inside still tells of each of its tasks. */
  private void openAll(PayloadReader payload, ValueCodec codec, Receiver<? super Object> receiver) {
    int place = 0;
    try {
      for (; place < header.count(); place++) {
        openOne(place, payload, codec, receiver);
      }
    } catch (MalformedPayloadException e) {
      for (; place < header.count(); place++) {
        if (!retried.get(place)) {
          tellUnreadable(chunk.firstIndex + header.firstTask() + place, e, codec, receiver);
        }
      }
    }
  }

  private void openOne(
      int place, PayloadReader payload, ValueCodec codec, Receiver<? super Object> receiver) {
    OutcomeKind kind = OutcomeKind.of(payload.readByte());
    int task = header.firstTask() + place;
    long index = chunk.firstIndex + task;
    int outer = payload.narrow(payload.readLength());
    if (kind == OutcomeKind.LARGE_VALUE) {
      DonePayload.skipAnnex(payload);
    }
    if (kind.isValue()) {
      openValue(index, payload, codec, receiver);
    } else if (!retried.get(place)) {
      Failure failure = Recovery.failure(chunk, task, kind, payload.copy(), worker);
      receiver.onFailure(index, Failed.exception(chunk, index, failure, codec));
    }
    payload.widen(outer);
  }

  private void openValue(
      long index, PayloadReader payload, ValueCodec codec, Receiver<? super Object> receiver) {
    Object value;
    try {
      value = codec.decode(annex == null ? payload : payload.withAnnex(annex.arrays()));
    } catch (CodecException | IOException e) {
      tellUnreadable(index, e, codec, receiver);
      return;
    }
    receiver.onValue(index, value);
  }

  private void tellUnreadable(
      long index, Exception reason, ValueCodec codec, Receiver<? super Object> receiver) {
    String input = Preview.of(chunk, index, codec);
    String message =
        "Task "
            + index
            + " of "
            + worker
            + " gave a result that cannot be read: "
            + reason.getMessage()
            + ".";
    receiver.onFailure(
        index,
        new SerializationException(index, input, message + InputPreview.sentence(input), reason));
  }
}
