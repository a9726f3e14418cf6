package io.procpool.sharing.manager;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Does what a proxy is asked for, here or afar. Two of one object are equal. */
abstract class ObjectHandler implements InvocationHandler, Serializable {

  private static final long serialVersionUID = 1L;

  private static final Object[] NOTHING = {};

  @Override
  public final Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Object[] given = arguments == null ? NOTHING : arguments;
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> isOfSame(given[0]);
        case "hashCode" -> Long.hashCode(manager() * 31 + object());
        default -> text();
      };
    }
    return method.isDefault() && method.getDeclaringClass() == Namespace.class
        ? InvocationHandler.invokeDefault(proxy, method, given)
        : call(method, given);
  }

  private boolean isOfSame(Object other) {
    return other != null
        && Proxy.isProxyClass(other.getClass())
        && Proxy.getInvocationHandler(other) instanceof ObjectHandler handler
        && handler.manager() == manager()
        && handler.object() == object();
  }

  abstract long manager();

  abstract long object();

  abstract Object call(Method method, Object[] arguments) throws Throwable;

  abstract String text();

  /** Whether a user's function may run where the object is. */
  abstract boolean takesFunctions();

  /** What crosses in its place, with what it takes for the object to be there on arrival. */
  abstract Reference reference() throws ObjectStreamException;

  /** Protected, for it is asked of the classes below. */
  protected final Object writeReplace() throws ObjectStreamException {
    return reference().ofHandler();
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("it is not written so");
  }
}
