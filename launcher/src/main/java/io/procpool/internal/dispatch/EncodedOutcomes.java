package io.procpool.internal.dispatch;

import io.procpool.SerializationException;
import io.procpool.TaskException;
import io.procpool.TaskFailedException;
import io.procpool.codec.CodecException;
import io.procpool.codec.ThrowableForm;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.engine.Outcomes;
import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadReader;

/** The outcomes in a DONE frame, decoded where they are opened. */
final class EncodedOutcomes implements Outcomes<Object> {

  private final Chunk chunk;
  private final Frame frame;
  private final String worker;
  private final DonePayload.Header header;

  EncodedOutcomes(Chunk chunk, Frame frame, DonePayload.Header header, String worker) {
    this.chunk = chunk;
    this.frame = frame;
    this.header = header;
    this.worker = worker;
  }

  @Override
  public int count() {
    return header.count();
  }

  @Override
  public long size() {
    return frame.length();
  }

  @Override
  public void open(Receiver<? super Object> receiver) {
    ValueCodec codec = chunk.job.takeCodec();
    try {
      PayloadReader payload = new PayloadReader(frame.payload(), 0, frame.length());
      payload.skip(DonePayload.HEADER_LENGTH);
      long index = chunk.firstIndex + header.firstTask();
      for (int left = header.count(); left > 0; left--) {
        openOne(index++, payload, codec, receiver);
      }
    } finally {
      chunk.job.giveBack(codec);
    }
  }

  private void openOne(
      long index, PayloadReader payload, ValueCodec codec, Receiver<? super Object> receiver) {
    OutcomeKind kind = OutcomeKind.of(payload.readByte());
    int outer = payload.narrow(payload.readInt());
    if (kind == OutcomeKind.VALUE) {
      openValue(index, payload, codec, receiver);
    } else {
      receiver.onFailure(index, failure(kind, index, payload, codec));
    }
    payload.widen(outer);
  }

  private void openValue(
      long index, PayloadReader payload, ValueCodec codec, Receiver<? super Object> receiver) {
    Object value;
    try {
      value = codec.decode(payload);
    } catch (CodecException e) {
      receiver.onFailure(
          index, serialization(index, "gave a result that cannot be read", e, codec));
      return;
    }
    receiver.onValue(index, value);
  }

  private TaskException failure(
      OutcomeKind kind, long index, PayloadReader encoded, ValueCodec codec) {
    Throwable thrown = ThrowableForm.decode(encoded, chunk.job.loader);
    return switch (kind) {
      case THROWN, VALUE -> failed(index, thrown, codec);
      case FUNCTION_UNREADABLE ->
          serialization(index, "has a function that the worker cannot read", thrown, codec);
      case ITEM_UNREADABLE ->
          serialization(index, "has an item that the worker cannot read", thrown, codec);
      case RESULT_UNWRITABLE ->
          serialization(index, "gave a result that cannot be sent", thrown, codec);
    };
  }

  private TaskFailedException failed(long index, Throwable thrown, ValueCodec codec) {
    String input = Preview.of(chunk, index, codec);
    String message = "Task " + index + " failed in " + worker + ".";
    return new TaskFailedException(index, input, message + Preview.sentence(input), thrown);
  }

  private SerializationException serialization(
      long index, String what, Throwable cause, ValueCodec codec) {
    String input = Preview.of(chunk, index, codec);
    String message =
        "Task " + index + " of " + worker + " " + what + ": " + cause.getMessage() + ".";
    return new SerializationException(index, input, message + Preview.sentence(input), cause);
  }
}
