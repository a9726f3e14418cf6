package io.procpool.sharing.manager;

import io.procpool.ProcpoolException;
import io.procpool.sharing.internal.wires.Luggage;
import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.lang.reflect.Method;
import java.util.Arrays;

/** An object in a manager's process, for a client. */
final class RemoteHandler extends ObjectHandler {

  private static final long serialVersionUID = 1L;

  private final transient Handle handle;
  private final transient Class<?> face;

  RemoteHandler(Handle handle, Class<?> face) {
    this.handle = handle;
    this.face = face;
  }

  @Override
  long manager() {
    return session().manager();
  }

  @Override
  long object() {
    return handle.object();
  }

  @Override
  Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return session().call(handle.object(), Face.of(face).call(method), arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw declaredBy(method, e);
    } finally {
      java.lang.ref.Reference.reachabilityFence(handle); // as long as it is called, it is used
    }
  }

  private static Throwable declaredBy(Method method, Throwable e) {
    return Arrays.stream(method.getExceptionTypes()).anyMatch(type -> type.isInstance(e))
        ? e
        : new ProcpoolException(method.getName() + " has failed in the manager: " + e, e);
  }

  @Override
  String text() {
    try {
      return (String) call(Object.class.getMethod("toString"), new Object[0]);
    } catch (Throwable e) {
      return face.getSimpleName() + " of a manager (" + e.getMessage() + ")";
    }
  }

  @Override
  boolean takesFunctions() {
    return !session().isRemote();
  }

  @Override
  Reference reference() throws ObjectStreamException {
    long manager = manager();
    if (Sessions.isWith(manager)) {
      return new Reference("", manager, object(), face.getName(), Reference.HELD);
    }
    if (session().isRemote()) {
      throw new NotSerializableException(
          "an object of a manager on another machine: connect with it there, and find it by name");
    }
    Pin pin = Pin.of(session(), object());
    Luggage.current().add(pin);
    return new Reference(session().place(), manager, object(), face.getName(), pin.number());
  }

  private Session session() {
    return handle.session();
  }
}
