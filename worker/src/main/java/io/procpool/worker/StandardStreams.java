package io.procpool.worker;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/**
 * Takes the link off the descriptors that a job, a native library or the JVM itself can write to.
 *
 * <pre>
 *   started through a shell   link on 3 and 4; 1 is a copy of 2, 0 is the null device, before main
 *   started directly          link on 0 and 1: reopened under other numbers, then 0 and 1 become what
 *                             a shell would have made of them
 *   ... and no way to copy    0 and 1 are closed, and the JDK makes them the null device: what is
 *                             printed there is lost, and streams of the JDK on them are closed
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
      takeAway();
      return streams;
    } catch (IOException e) {
      return new StandardStreams(
          new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    }
  }

  /** Of a child process, which prints where its parent does: its input alone is the link. */
  static InputStream claimInput(String number) throws IOException {
    if (!number.equals("0")) {
      return new FileInputStream("/dev/fd/".concat(number));
    }
    System.setIn(InputStream.nullInputStream());
    try {
      InputStream link = new FileInputStream("/dev/fd/0");
      takeInputAway();
      return link;
    } catch (IOException e) {
      return new FileInputStream(FileDescriptor.in);
    }
  }

  private static void takeInputAway() throws IOException {
    try (FileInputStream nothing = new FileInputStream("/dev/null")) {
      copy(nothing.getFD(), FileDescriptor.in);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      new FileInputStream(FileDescriptor.in).close();
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

  private static void takeAway() throws IOException {
    try (FileInputStream nothing = new FileInputStream("/dev/null")) {
      copy(nothing.getFD(), FileDescriptor.in);
      copy(FileDescriptor.err, FileDescriptor.out);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      new FileInputStream(FileDescriptor.in).close();
      new FileOutputStream(FileDescriptor.out).close();
    }
  }

  /**
   * Has a descriptor stand for what another stands for, in one step, so that its number is never
   * free: {@code dup2}. The JDK has it for itself alone, in a package that the command line of a
   * worker without a shell opens to us.
   */
  private static void copy(FileDescriptor from, FileDescriptor to)
      throws ReflectiveOperationException {
    Class<?> dispatcher = Class.forName("sun.nio.ch.DatagramDispatcher");
    Constructor<?> constructor = dispatcher.getDeclaredConstructor();
    Method copy = dispatcher.getDeclaredMethod("dup", FileDescriptor.class, FileDescriptor.class);
    constructor.setAccessible(true);
    copy.setAccessible(true);
    copy.invoke(constructor.newInstance(), from, to);
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
