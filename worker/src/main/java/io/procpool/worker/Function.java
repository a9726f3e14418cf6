package io.procpool.worker;

import io.procpool.codec.CodecException;
import io.procpool.protocol.AnnexReader;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FunctionPayload;
import io.procpool.protocol.JobTag;
import io.procpool.protocol.PayloadReader;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;

/**
 * A job's function in this worker, decoded when its first task runs. One that cannot be decoded
 * costs the tasks of its job, each of which fails with the reason.
 */
final class Function {

  private final JobLoader loader;
  private final boolean isTimed;
  private final JobTag job;

  /** {@code null} once it is decoded: what it has captured is not to be there twice. */
  private PayloadReader encoded;

  private TaskFunction<Object, Object> decoded;
  private CodecException failure;

  private Function(
      JobLoader loader,
      boolean isTimed,
      JobTag job,
      PayloadReader encoded,
      TaskFunction<Object, Object> decoded) {
    this.loader = loader;
    this.isTimed = isTimed;
    this.job = job;
    this.encoded = encoded;
    this.decoded = decoded;
  }

  static Function of(Frame frame, JobLoaders loaders) {
    PayloadReader payload = new PayloadReader(frame.payload(), 0, frame.length());
    FunctionPayload.Header header = FunctionPayload.Header.read(payload);
    return new Function(
        loaders.get(header.loader()),
        header.isTimed(),
        header.job(),
        payload,
        header.isCall() ? CallingTheItem.INSTANCE : null);
  }

  /** The function of {@code apply}, whose items are the calls themselves. */
  static Function callingTheItem(JobLoader loader, long seed) {
    return new Function(loader, false, new JobTag(null, seed), null, CallingTheItem.INSTANCE);
  }

  /** Whether the time of each start is wanted to be exact. The only task of a chunk's always is. */
  boolean isTimed() {
    return isTimed;
  }

  /** Of its job. */
  JobLoader loader() {
    return loader;
  }

  /** What its tasks can learn of their job. */
  JobTag job() {
    return job;
  }

  /**
   * @param annexes has its large arrays
   */
  @SuppressWarnings("unchecked")
  TaskFunction<Object, Object> get(AnnexReader annexes) throws CodecException {
    if (failure != null) {
      throw failure;
    }
    if (decoded == null) {
      try (AnnexReader arrays = annexes) {
        Object function = loader.codec().decode(encoded.copy().withAnnex(arrays));
        decoded = (TaskFunction<Object, Object>) function;
        encoded = null;
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

  private static final class CallingTheItem implements TaskFunction<Object, Object> {

    static final CallingTheItem INSTANCE = new CallingTheItem();

    private static final long serialVersionUID = 1L;

    @Override
    public Object apply(Object item) throws Exception {
      return ((TaskCallable<?>) item).call();
    }
  }
}
