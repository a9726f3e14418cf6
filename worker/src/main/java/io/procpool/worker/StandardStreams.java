package io.procpool.worker;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Takes the link off the descriptors that a job, a native library or the JVM itself can write to.
 *
 * <pre>
 *   started through a shell   link on 3 and 4; 1 is a copy of 2, 0 is the null device, before main
 *   started directly          link on 0 and 1: reopened under other numbers, then 0 and 1 become the
 *                             null device, which is what the JDK makes of them when they are closed
 *   ... and no /dev/fd        link stays on 0 and 1: System.in and System.out only are taken away, and
 *                             framing catches what is printed below them
 * </pre>
 */
record StandardStreams(InputStream linkIn, OutputStream linkOut) {

  static StandardStreams claim(String inNumber, String outNumber) throws IOException {
    if (!inNumber.equals("0")) {
      return reopened(inNumber, outNumber);
    }
    ignoreInterruptSignal();
    System.setIn(InputStream.nullInputStream());
    try {
      StandardStreams streams = reopened(inNumber, outNumber);
      new FileInputStream(FileDescriptor.in).close();
      new FileOutputStream(FileDescriptor.out).close();
      return streams;
    } catch (IOException e) {
      return new StandardStreams(
          new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    }
  }

  /** Tells something that has no task to belong to; it comes out at the pool's standard error. */
  static void complain(String what) {
    System.err.println("procpool: ".concat(what));
  }

  /** {@link #complain(String)}, with the stack. */
  static void complain(String what, Throwable failure) {
    complain(what);
    failure.printStackTrace();
  }

  private static StandardStreams reopened(String inNumber, String outNumber) throws IOException {
    return new StandardStreams(
        new FileInputStream("/dev/fd/".concat(inNumber)),
        new FileOutputStream("/dev/fd/".concat(outNumber)));
  }

  /**
   * Ctrl-C reaches every process of the terminal, and it is the pool that decides what it means.
   * The shell ignores it for us; without one, this is {@code Signal.handle(new Signal("INT"),
   * SIG_IGN)}, by reflection because the class is not part of the Java API.
   */
  private static void ignoreInterruptSignal() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, interrupt, handler.getField("SIG_IGN").get(null));
    } catch (ReflectiveOperationException e) {
      complain("Ctrl-C will end this worker", e);
    }
  }
}
