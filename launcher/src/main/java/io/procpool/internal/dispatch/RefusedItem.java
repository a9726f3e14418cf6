package io.procpool.internal.dispatch;

import io.procpool.SerializationException;
import io.procpool.codec.CodecException;
import io.procpool.internal.engine.InputPreview;
import io.procpool.internal.engine.Outcomes;

/** The outcome of an item that could not be encoded, and so was never sent. */
record RefusedItem(long index, Object item, CodecException refusal) implements Outcomes<Object> {

  @Override
  public int count() {
    return 1;
  }

  @Override
  public int failed() {
    return 1;
  }

  @Override
  public long size() {
    return 0;
  }

  @Override
  public void open(Receiver<? super Object> receiver) {
    String input = InputPreview.of(item);
    String message = "Item " + index + " cannot be sent to a worker: " + refusal.getMessage() + ".";
    receiver.onFailure(
        index,
        new SerializationException(index, input, message + InputPreview.sentence(input), refusal));
  }
}
