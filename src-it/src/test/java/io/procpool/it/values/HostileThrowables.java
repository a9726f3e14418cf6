package io.procpool.it.values;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.function.Supplier;

/** Throwables that do what no throwable should. */
final class HostileThrowables {

  static final int HUGE = 20_000_000;

  private HostileThrowables() {}

  static final class WithAThread extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // that is what is tested
    private final Object thread = Thread.currentThread();

    WithAThread(String message) {
      super(message);
    }
  }

  static final class WithARecord extends Exception {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // that is what is tested
    private final Object point;

    WithARecord(String message, Samples.Point point) {
      super(message);
      this.point = point;
    }

    Object point() {
      return point;
    }
  }

  /** Holds what Java serialization carries. */
  static final class Coded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    private Coded(int code, String message) {
      super(message);
      this.code = code;
    }

    static Coded of(int code, String message) {
      return new Coded(code, message);
    }

    int code() {
      return code;
    }
  }

  static final class BadMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadMessage(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message for you");
    }
  }

  static final class EndlessMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EndlessMessage(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return getMessage() + "!";
    }
  }

  static final class BadToString extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadToString(String message) {
      super(message);
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no text for you");
    }

    @Override
    public String getLocalizedMessage() {
      throw new IllegalStateException("no text for you");
    }

    @Override
    public int hashCode() {
      throw new IllegalStateException("no number for you");
    }

    @Override
    public boolean equals(Object other) {
      throw new IllegalStateException("nothing is like me");
    }
  }

  static final class BadCause extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadCause(String message) {
      super(message);
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause for you");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no stack for you");
    }
  }

  /** Its cause is new each time, and has a cause. */
  static final class EndlessCause extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EndlessCause(String message) {
      super(message);
    }

    @Override
    public synchronized Throwable getCause() {
      return new EndlessCause(super.getMessage());
    }
  }

  static final class OwnCause extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OwnCause(String message) {
      super(message);
    }

    @Override
    public synchronized Throwable getCause() {
      return this;
    }
  }

  static final class NoStack extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoStack(String message) {
      super(message, null, false, false);
    }
  }

  static final class BadWrite extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadWrite(String message) {
      super(message);
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      throw new IllegalStateException("not written");
    }
  }

  static final class BadRead extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadRead(String message) {
      super(message);
    }

    private void readObject(ObjectInputStream in) {
      throw new AssertionError("not read");
    }
  }

  /** What is written is no throwable. */
  static final class Disguised extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Disguised(String message) {
      super(message);
    }

    private Object writeReplace() {
      return "a text";
    }
  }

  static final class Heavy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final byte[] ballast = new byte[HUGE];

    Heavy(String message) {
      super(message);
    }

    int weight() {
      return ballast.length;
    }
  }

  static final class WithALambda extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Supplier<String> lambda;

    @SuppressWarnings("serial") // that is what is tested
    private final Supplier<String> kept;

    WithALambda(String message) {
      super(message);
      lambda = () -> message;
      kept = lambda;
    }

    String text() {
      return kept.get();
    }
  }
}
