package io.procpool.sharing.manager;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** What users see of an object of a manager. */
final class Proxies {

  private Proxies() {}

  static Object make(Class<?> face, InvocationHandler handler) {
    Object proxy = Proxy.newProxyInstance(loader(face), new Class<?>[] {face}, handler);
    if (proxy instanceof ListFace<?> list) {
      return new ManagedList<>(list);
    }
    if (proxy instanceof MapFace<?, ?> map) {
      return new ManagedMap<>(map);
    }
    if (proxy instanceof QueueFace<?> queue) {
      return new ManagedQueue<>(queue);
    }
    return proxy instanceof ValueFace<?> value ? new ManagedValue<>(value) : proxy;
  }

  /** The handler of what {@link #make} made; {@code null} for anything else. */
  static ObjectHandler handlerOf(Object object) {
    Object proxy = object instanceof Managed managed ? managed.face() : object;
    return proxy != null
            && Proxy.isProxyClass(proxy.getClass())
            && Proxy.getInvocationHandler(proxy) instanceof ObjectHandler handler
        ? handler
        : null;
  }

  private static ClassLoader loader(Class<?> face) {
    ClassLoader loader = face.getClassLoader();
    return loader == null ? Proxies.class.getClassLoader() : loader;
  }
}
