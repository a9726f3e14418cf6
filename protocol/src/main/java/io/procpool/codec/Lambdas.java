package io.procpool.codec;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes lambdas again, in this JVM. One codec's, as what it remembers of classes is its loader's.
 *
 * <p>To link a lambda takes a cold JVM 10 ms, and on newer ones twice that, for it is made a class
 * of its own. Where that matters, the first few uses of one are {@link UnlinkedLambda}s.
 */
final class Lambdas {

  /** How often one is made, and how often each of these is called, before it is linked. */
  static final int UNLINKED_USES = 8;

  private final ClassLoader loader;
  private final boolean linksLate;
  private final Map<String, Capturing> byName = new HashMap<>();

  /**
   * @param linksLate whether the first uses may go without linking
   */
  Lambdas(ClassLoader loader, boolean linksLate) {
    this.loader = loader;
    this.linksLate = linksLate;
  }

  /** A lambda again. */
  Object make(LambdaForm form) throws CodecException {
    Capturing capturing = capturing(form);
    if (linksLate && capturing.isRareUse(form.method())) {
      UnlinkedLambda unlinked = UnlinkedLambda.of(form, this, loader);
      if (unlinked != null) {
        return unlinked;
      }
    }
    return capturing.link(form);
  }

  /** The lambda as the JVM makes it. */
  Object link(LambdaForm form) throws CodecException {
    return capturing(form).link(form);
  }

  private Capturing capturing(LambdaForm form) throws CodecException {
    String name = form.capturingClass();
    Capturing known = byName.get(name);
    if (known == null) {
      known = Capturing.named(name.replace('/', '.'), loader);
      byName.put(name, known);
    }
    return known;
  }

  /**
   * A class where lambdas were written.
   *
   * @param maker its {@code $deserializeLambda$}
   * @param uses how often each has been made, by the methods that they run
   */
  private record Capturing(Class<?> type, Method maker, Map<String, Integer> uses) {

    static Capturing named(String className, ClassLoader loader) throws CodecException {
      try {
        Class<?> type = Class.forName(className, true, loader);
        Method maker = type.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
        maker.setAccessible(true);
        return new Capturing(type, maker, new HashMap<>());
      } catch (ClassNotFoundException e) {
        throw new CodecException(
            "the class " + className + ", where the function was written, is not on the class path",
            e);
      } catch (NoSuchMethodException e) {
        throw new CodecException(differs(className), e);
      }
    }

    boolean isRareUse(String method) {
      int use = uses.getOrDefault(method, 0);
      if (use < UNLINKED_USES) {
        uses.put(method, use + 1);
      }
      return use < UNLINKED_USES;
    }

    Object link(LambdaForm form) throws CodecException {
      try {
        return maker.invoke(null, form.toSerializedLambda(type));
      } catch (IllegalAccessException e) {
        throw new CodecException(differs(type.getName()), e);
      } catch (InvocationTargetException e) {
        throw new CodecException(differs(type.getName()), e.getCause());
      }
    }

    private static String differs(String className) {
      return "the class "
          + className
          + " has no such lambda here: the two JVMs have different versions of it; build it once and"
          + " give both the same";
    }
  }
}
