package io.procpool.codec;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Calls a static method by reflection as long as that is but a few times, and by a class of its own
 * from then on.
 */
final class ReflectedCall implements DirectCall {

  /** The call that is worth the 3 ms that a class takes a cold JVM. */
  private static final int FEW = 8;

  private final Class<?> capturing;
  private final Method method;
  private final String itemType;

  /** May miss one that another thread counts: then it takes a call more. */
  private int calls;

  /** Volatile: a task may call on threads of its own. */
  private volatile DirectCall direct;

  private ReflectedCall(Class<?> capturing, Method method, String itemType) {
    this.capturing = capturing;
    this.method = method;
    this.itemType = itemType;
  }

  /**
   * By reflection first, of one for which a class is possible.
   *
   * @return {@code null} if it is closed to reflection
   */
  static DirectCall of(Class<?> capturing, Method method, String itemType) {
    try {
      method.setAccessible(true);
      return new ReflectedCall(capturing, method, itemType);
    } catch (InaccessibleObjectException e) {
      return null;
    }
  }

  @Override
  public Object run(Object[] first, Object last) throws Exception {
    if (direct == null && ++calls == FEW) {
      direct = DirectCalls.define(capturing, method, itemType);
    }
    return direct == null ? runByReflection(first, last) : direct.run(first, last);
  }

  private Object runByReflection(Object[] first, Object last) throws Exception {
    try {
      return method.invoke(null, arguments(first, last));
    } catch (InvocationTargetException e) {
      throw ReflectedCall.<RuntimeException>asUnchecked(e.getCause());
    } catch (IllegalArgumentException e) { // it was not called: a cast has the right words
      DirectCall inWords = DirectCalls.define(capturing, method, itemType);
      if (inWords == null) {
        throw e;
      }
      return inWords.run(first, last);
    }
  }

  private Object[] arguments(Object[] first, Object last) {
    Object[] all = new Object[method.getParameterCount()];
    System.arraycopy(first, 0, all, 0, first.length);
    if (first.length < all.length) {
      all[first.length] = last;
    }
    return all;
  }

  @SuppressWarnings("unchecked") // the compiler is told a lie, so that the task's own comes out
  private static <E extends Throwable> E asUnchecked(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
