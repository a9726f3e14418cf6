package io.procpool.sharing.manager;

import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** An object in the manager's own process, for others that are there. */
final class LocalHandler extends ObjectHandler {

  private static final long serialVersionUID = 1L;

  private final transient Server server;
  private final transient Entry entry;

  LocalHandler(Server server, Entry entry) {
    this.server = server;
    this.entry = entry;
  }

  @Override
  long manager() {
    return server.number();
  }

  @Override
  long object() {
    return entry.id();
  }

  @Override
  Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return server.shared(method.invoke(entry.target(), arguments));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  String text() {
    return String.valueOf(entry.target());
  }

  @Override
  boolean takesFunctions() {
    return true;
  }

  @Override
  Reference reference() throws ObjectStreamException {
    try {
      Caller.current().grant(entry);
    } catch (IllegalStateException e) {
      throw new NotSerializableException("an object of the manager, but as an answer to a call");
    }
    return server.reference(entry);
  }
}
