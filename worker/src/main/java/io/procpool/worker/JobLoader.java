package io.procpool.worker;

import io.procpool.codec.ValueCodec;

/**
 * What finds the classes of a job in this worker. The main thread's own, as its codec is.
 *
 * @param classes also the context class loader of the job's tasks
 * @param codec carries values of these classes
 */
record JobLoader(ClassLoader classes, ValueCodec codec) {

  /** From now on this thread runs something of the job's. */
  void enter() {
    Thread.currentThread().setContextClassLoader(classes);
  }

  /** It does not any more, whatever it has made of its context class loader. */
  static void leave() {
    Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
  }
}
