package io.procpool.worker;

import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.protocol.Frame;
import io.procpool.protocol.PayloadReader;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;

/**
 * A job's function in this worker, decoded when its first task runs. One that cannot be decoded
 * costs the tasks of its job, each of which fails with the reason.
 */
final class Function {

  private final Frame encoded;
  private TaskFunction<Object, Object> decoded;
  private CodecException failure;

  private Function(Frame encoded, TaskFunction<Object, Object> decoded) {
    this.encoded = encoded;
    this.decoded = decoded;
  }

  static Function of(Frame frame) {
    return new Function(frame, null);
  }

  /** The function of {@code apply}, whose items are the calls themselves. */
  static Function callingTheItem() {
    return new Function(
        null,
        new TaskFunction<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public Object apply(Object item) throws Exception {
            return ((TaskCallable<?>) item).call();
          }
        });
  }

  @SuppressWarnings("unchecked")
  TaskFunction<Object, Object> get(ValueCodec codec) throws CodecException {
    if (failure != null) {
      throw failure;
    }
    if (decoded == null) {
      try {
        decoded =
            (TaskFunction<Object, Object>)
                codec.decode(new PayloadReader(encoded.payload(), 0, encoded.length()));
      } catch (CodecException e) {
        failure = e;
        throw e;
      }
    }
    return decoded;
  }

  boolean isCloseable() {
    return decoded instanceof AutoCloseable;
  }

  /** The job is over; a function that holds something open closes it now. */
  void close() throws Exception {
    if (decoded instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
