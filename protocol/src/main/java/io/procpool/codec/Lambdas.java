package io.procpool.codec;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes lambdas again, in this JVM. One codec's, as what it remembers of classes is its loader's.
 *
 * <p>To link a lambda takes a cold JVM 10 ms, and on newer ones twice that. Where that matters,
 * those of procpool's own functional interfaces are {@link UnlinkedLambda}s.
 */
final class Lambdas {

  private final ClassLoader loader;
  private final boolean linksLate;
  private final Map<String, Capturing> byName = new HashMap<>();

  /**
   * @param linksLate whether what need not be linked is not
   */
  Lambdas(ClassLoader loader, boolean linksLate) {
    this.loader = loader;
    this.linksLate = linksLate;
  }

  /** A lambda again. */
  Object make(LambdaForm form) throws CodecException {
    Capturing capturing = capturing(form);
    DirectCall call = linksLate ? capturing.call(form, loader) : null;
    return call == null ? capturing.link(form) : UnlinkedLambda.of(form, call, this);
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
   * @param calls of those that were made, {@code null} for one that only the JVM can link
   */
  private record Capturing(Class<?> type, Method maker, Map<String, DirectCall> calls) {

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

    DirectCall call(LambdaForm form, ClassLoader loader) {
      String key = form.key();
      DirectCall known = calls.get(key);
      if (known == null && !calls.containsKey(key)) {
        known = UnlinkedLambda.callOf(form, type, loader);
        calls.put(key, known);
      }
      return known;
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
