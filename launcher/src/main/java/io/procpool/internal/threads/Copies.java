package io.procpool.internal.threads;

import io.procpool.SerializationException;
import io.procpool.codec.CodecException;
import io.procpool.codec.CodecRules;
import io.procpool.codec.ValueCodec;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.task.TaskFunction;
import java.util.concurrent.Callable;

/** Encodes and decodes what would cross to a worker and back. One thread at a time. */
final class Copies {

  private final ValueCodec codec;

  Copies(CodecRules rules) {
    codec = rules.codec(Thread.currentThread().getContextClassLoader());
  }

  /**
   * A copy of a function that copies its items and results.
   *
   * @throws SerializationException if it cannot cross
   */
  <T, R> Body<T, R> copying(TaskFunction<? super T, ? extends R> function) {
    TaskFunction<? super T, ? extends R> copy = copyFunction(function);
    return item -> {
      T argument = copy(item, "has an item that cannot cross to a worker and back");
      return copy(copy.apply(argument), "gave a result that cannot cross from a worker");
    };
  }

  <F> F copyFunction(F function) {
    try {
      return copy(function);
    } catch (CodecException e) {
      throw new SerializationException(
          -1, null, "The function cannot be sent to a worker: " + e.getMessage() + ".", e);
    }
  }

  /** A copy of a call that copies its result. */
  <R> Callable<R> copyingCall(Callable<R> call) {
    Callable<R> copy = copyFunction(call);
    return () -> copy(copy.call(), "gave a result that cannot cross from a worker");
  }

  /** How many bytes an object is as it crosses. */
  long size(Object object) throws CodecException {
    PayloadWriter bytes = new PayloadWriter(256);
    codec.encode(object, bytes);
    return bytes.size();
  }

  private <V> V copy(V value, String what) {
    try {
      return copy(value);
    } catch (CodecException e) {
      throw new Uncopied(what, e);
    }
  }

  @SuppressWarnings("unchecked") // a copy has the class of what it is a copy of
  private <V> V copy(V value) throws CodecException {
    PayloadWriter bytes = new PayloadWriter(256);
    codec.encode(value, bytes);
    return (V) codec.decode(new PayloadReader(bytes.toByteArray()));
  }
}
