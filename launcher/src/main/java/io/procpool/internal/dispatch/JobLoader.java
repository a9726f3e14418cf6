package io.procpool.internal.dispatch;

import io.procpool.codec.CodecRules;
import io.procpool.codec.ThrowableForm;
import io.procpool.codec.ValueCodec;
import io.procpool.protocol.PayloadReader;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A class loader as jobs use it: its number on the link, and codecs that carry values of its
 * classes. A codec serves one thread at a time and learns classes as it goes, so it is given back
 * and not thrown away.
 *
 * <p>Jobs hold it. Nothing that outlives them does, or an application that is redeployed would
 * never be let go.
 */
final class JobLoader {

  /** On the link. */
  final long number;

  /** Finds the classes of the job's values. */
  final ClassLoader classes;

  private final CodecRules rules;

  /** Those not in use. Concurrent: callers, feeders and completions all come here. */
  private final Deque<ValueCodec> idle = new ConcurrentLinkedDeque<>();

  JobLoader(long number, ClassLoader classes, CodecRules rules) {
    this.number = number;
    this.classes = classes;
    this.rules = rules;
  }

  /**
   * From now on this thread, which serves many jobs, runs user code of a job with this loader.
   *
   * @return what to leave to
   */
  ClassLoader enter() {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    return own;
  }

  /** It does not any more. */
  static void leave(ClassLoader own) {
    Thread.currentThread().setContextClassLoader(own);
  }

  /** What a worker has thrown; runs user code. */
  Throwable decodeThrown(PayloadReader form) {
    return ThrowableForm.decode(form, rules.filter(classes));
  }

  ValueCodec takeCodec() {
    ValueCodec codec = idle.pollLast();
    return codec == null ? rules.codec(classes) : codec;
  }

  void giveBack(ValueCodec codec) {
    idle.add(codec);
  }
}
