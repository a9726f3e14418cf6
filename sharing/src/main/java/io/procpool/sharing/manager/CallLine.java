package io.procpool.sharing.manager;

import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Reference;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/**
 * A connection on which one thread at a time calls. An interrupt while it waits is passed on to the
 * manager, whose answer then says what has come of it: nothing is done that is not told.
 */
final class CallLine {

  private final Session session;
  private final Talk talk;
  private boolean isOpen = true;
  private boolean wasInterrupted;

  CallLine(Session session, Talk talk) {
    this.session = session;
    this.talk = talk;
  }

  boolean isOpen() {
    return isOpen;
  }

  /** Whether the thread of the last call was, and does not know it by an exception. */
  boolean wasInterrupted() {
    return wasInterrupted;
  }

  /**
   * @throws ClosedByInterruptException if nothing was called
   */
  Object call(long number, long object, Face.Call call, Object[] arguments) throws Throwable {
    Session outer = Sessions.enter(session);
    wasInterrupted = false;
    try {
      write(number, object, call.signature(), arguments);
      send();
      return result(answer(number, call.isInterruptible()));
    } catch (InterruptedException e) {
      wasInterrupted = false; // it knows
      throw e;
    } finally {
      Sessions.leave(outer);
      Reference.reachabilityFence(arguments); // the manager counts on proxies among them
    }
  }

  private void write(long number, long object, String signature, Object[] arguments) {
    PayloadWriter out = talk.begin();
    out.writeLong(number);
    out.writeLong(Thread.currentThread().getId());
    out.writeLong(object);
    out.writeText(signature);
    out.writeInt(arguments.length);
    for (Object argument : arguments) {
      talk.put(argument);
    }
  }

  private void send() throws ClosedByInterruptException {
    try {
      talk.send();
    } catch (IOException e) {
      if (isInterrupt(e)) {
        close();
        throw new ClosedByInterruptException();
      }
      throw lost(e);
    }
  }

  static boolean isInterrupt(IOException e) {
    return e instanceof ClosedByInterruptException
        || e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException);
  }

  private PayloadReader answer(long number, boolean isInterruptible) {
    boolean isTold = false;
    try {
      while (true) {
        try {
          return talk.receive();
        } catch (InterruptedIOException e) {
          wasInterrupted |= Thread.interrupted();
          if (isInterruptible && !isTold) {
            session.tell(Talk.INTERRUPT, number);
            isTold = true;
          }
        }
      }
    } catch (IOException e) {
      throw lost(e);
    } finally {
      if (isTold) {
        session.tell(Talk.SETTLED, number);
      }
    }
  }

  private Object result(PayloadReader in) throws Throwable {
    byte what = in.readByte();
    Object value = talk.get(in);
    if (what == Talk.RETURNED) {
      return value;
    }
    throw Traces.joined((Throwable) value);
  }

  private ManagerLostException lost(IOException e) {
    close();
    return session.lost(e);
  }

  void close() {
    isOpen = false;
    talk.close();
  }
}
