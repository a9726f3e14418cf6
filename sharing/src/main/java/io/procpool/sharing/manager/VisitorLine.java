package io.procpool.sharing.manager;

import io.procpool.SerializationException;
import io.procpool.protocol.PayloadReader;
import io.procpool.sharing.Connection;
import io.procpool.task.RemoteException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Carries out what a client calls on one connection, on the thread that runs this. */
final class VisitorLine {

  private final Server server;
  private final Visitor visitor;
  private final Connection connection;
  private final Talk talk;

  VisitorLine(Server server, Visitor visitor, Connection connection, Talk talk) {
    this.server = server;
    this.visitor = visitor;
    this.connection = connection;
    this.talk = talk;
  }

  /**
   * @throws IOException at the end of the connection
   */
  void run() throws IOException {
    visitor.enter(connection);
    try {
      while (true) {
        PayloadReader in = talk.receive();
        if (!answer(in.readLong(), new Caller(visitor, in.readLong()), in)) {
          return;
        }
        talk.send();
      }
    } finally {
      visitor.leave(connection);
    }
  }

  /** Not interrupted any more when it returns: half an answer would be the connection's end. */
  private boolean answer(long call, Caller caller, PayloadReader in) {
    if (!visitor.begin(call)) {
      return false;
    }
    Caller.set(caller);
    try {
      write(in);
      return true;
    } finally {
      Caller.clear();
      visitor.end(call);
    }
  }

  private void write(PayloadReader in) {
    byte what = Talk.RETURNED;
    Object value;
    try {
      value = carryOut(in);
    } catch (Throwable e) {
      what = Talk.THREW;
      value = e;
    }
    try {
      put(what, value);
    } catch (SerializationException e) {
      Caller.current().revoke();
      putFailure(what == Talk.RETURNED ? e : (Throwable) value);
    }
  }

  private void putFailure(Throwable failure) {
    try {
      put(Talk.THREW, failure);
    } catch (SerializationException e) {
      put(Talk.THREW, asText(failure));
    }
  }

  private void put(byte what, Object value) {
    talk.begin().write(what);
    talk.put(value);
  }

  private static Throwable asText(Throwable e) {
    RemoteException text = new RemoteException(e.getClass().getName(), e.getMessage(), null);
    text.setStackTrace(e.getStackTrace());
    return text;
  }

  private Object carryOut(PayloadReader in) throws Throwable {
    Entry entry = server.find(in.readLong());
    Method method = Face.of(entry.face()).method(in.readText());
    Object[] arguments = new Object[method.getParameterCount()];
    if (in.readInt() != arguments.length) {
      throw new IllegalArgumentException("the number of arguments is not that of " + method);
    }
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = talk.get(in);
    }
    try {
      return server.shared(method.invoke(entry.target(), arguments));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
