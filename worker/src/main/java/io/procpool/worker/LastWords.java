package io.procpool.worker;

import io.procpool.codec.ThrowableForm;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.PayloadWriter;
import java.util.Arrays;
import java.util.Map;

/**
 * Tells the pool that this JVM is ending without having been asked to, and where a task called
 * {@code System.exit}. A shutdown hook, so nothing is told by a JVM that is killed, halted, or
 * crashes.
 */
final class LastWords implements Runnable {

  private final Outbox outbox;

  /** Volatile: set by the main thread, asked by the hook's. */
  private volatile boolean isEndExpected;

  private LastWords(Outbox outbox) {
    this.outbox = outbox;
  }

  static LastWords willBeSaid(Outbox outbox) {
    LastWords words = new LastWords(outbox);
    Runtime.getRuntime().addShutdownHook(new Thread(words, "procpool-last-words"));
    return words;
  }

  /** The pool has asked this JVM to end. */
  void expectEnd() {
    isEndExpected = true;
  }

  @Override
  public void run() {
    if (isEndExpected) {
      return;
    }
    PayloadWriter place = new PayloadWriter(1024);
    StackTraceElement[] caller = callerOfExit();
    if (caller != null) {
      ThrowableForm.encodePlace("System.exit was called in the worker", caller, place);
    }
    outbox.send(new Frame(FrameType.ENDING, 0, place.bytes(), place.size()));
  }

  /** From the call of exit on; {@code null} if nobody called it, and a signal ends this JVM. */
  static StackTraceElement[] callerOfExit() {
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      StackTraceElement[] stack = thread.getValue();
      for (int i = 0; i < stack.length; i++) {
        if (stack[i].getClassName().equals("java.lang.Runtime")
            && stack[i].getMethodName().equals("exit")) {
          return Arrays.copyOfRange(stack, i, stack.length);
        }
      }
    }
    return null;
  }
}
