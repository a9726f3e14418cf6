package io.procpool.sharing.manager;

import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;

/**
 * What a proxy is on its way.
 *
 * @param place the Unix-domain socket by which this machine's processes reach the manager
 * @param manager tells it from all others
 * @param object its number there
 * @param face by which it is called
 * @param pin what keeps the object until the proxy has arrived, or one of those below
 */
record Reference(String place, long manager, long object, String face, long pin)
    implements Serializable {

  /** From the manager to a client, for which it has counted a reference. */
  static final long COUNTED = 0;

  /** From a client to the manager, during a call: the client has it. */
  static final long HELD = -1;

  /** In place of what a user sees. */
  private Object readResolve() throws ObjectStreamException {
    return Proxies.make(type(), handler());
  }

  /**
   * In place of the handler of a {@link java.lang.reflect.Proxy}: not a reference within one.
   *
   * @param place as of the reference
   * @param manager as of the reference
   * @param object as of the reference
   * @param face as of the reference
   * @param pin as of the reference
   */
  record OfHandler(String place, long manager, long object, String face, long pin)
      implements Serializable {

    private Object readResolve() throws ObjectStreamException {
      return new Reference(place, manager, object, face, pin).handler();
    }
  }

  OfHandler ofHandler() {
    return new OfHandler(place, manager, object, face, pin);
  }

  private InvocationHandler handler() throws ObjectStreamException {
    Server here = Server.ofThisJvm();
    return here != null && here.number() == manager
        ? here.handler(object)
        : Sessions.get(this).handler(this);
  }

  Class<?> type() throws ObjectStreamException {
    try {
      return Face.named(face, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      InvalidObjectException failure = new InvalidObjectException("there is no " + face + " here");
      failure.initCause(e);
      throw failure;
    }
  }
}
