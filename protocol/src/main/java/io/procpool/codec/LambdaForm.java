package io.procpool.codec;

import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadTooLargeException;
import io.procpool.protocol.PayloadWriter;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * A lambda or method reference as it crosses: which one of which class, and what it captured.
 *
 * <p>The compiler gives every serializable lambda a {@code writeReplace} that tells this, and its
 * class a {@code $deserializeLambda$} that makes it again; both are the user's own class, so
 * neither needs a flag. JLS 15.27 and {@link SerializedLambda}.
 *
 * @param names the texts of a {@link SerializedLambda}, in the order of its constructor
 * @param kind of the method that the lambda runs
 * @param captured what it captured
 */
record LambdaForm(String[] names, int kind, Object[] captured) {

  private static final int NAMES = 8;

  static boolean isLambda(Object value) {
    Class<?> type = value.getClass();
    return type.isSynthetic() && type.isHidden();
  }

  static LambdaForm of(Object lambda) throws CodecException {
    if (!(lambda instanceof Serializable)) {
      throw new CodecException(
          "the lambda "
              + lambda.getClass().getName()
              + " is not serializable: declare it as a TaskFunction, or cast it to (Runnable &"
              + " java.io.Serializable) with its own interface in place of Runnable",
          null);
    }
    SerializedLambda form = replacement(lambda);
    Object[] captured = new Object[form.getCapturedArgCount()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = form.getCapturedArg(i);
    }
    String[] names = {
      form.getCapturingClass().replace('/', '.'),
      form.getFunctionalInterfaceClass(),
      form.getFunctionalInterfaceMethodName(),
      form.getFunctionalInterfaceMethodSignature(),
      form.getImplClass(),
      form.getImplMethodName(),
      form.getImplMethodSignature(),
      form.getInstantiatedMethodType()
    };
    return new LambdaForm(names, form.getImplMethodKind(), captured);
  }

  void put(PayloadWriter out, ValueCodec values) throws CodecException {
    putNames(out);
    out.writeVarLong(captured.length);
    for (int i = 0; i < captured.length; i++) {
      try {
        values.put(captured[i], out);
      } catch (CodecException e) {
        throw new CodecException(capturing(i) + e.getMessage(), e);
      } catch (PayloadTooLargeException e) {
        throw e; // it is the whole that is too large
      } catch (RuntimeException e) {
        throw new CodecException(
            capturing(i) + KryoValues.explain("serialized", captured[i].getClass().getName(), e),
            e);
      }
    }
  }

  static LambdaForm get(PayloadReader in, ValueCodec values) throws CodecException {
    LambdaForm empty = getNames(in);
    Object[] captured = new Object[(int) in.readVarLong()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = values.get(in);
    }
    return empty.withCaptured(captured);
  }

  /** The part of the form that is not the user's objects. */
  void putNames(PayloadWriter out) {
    for (String name : names) {
      out.writeText(name);
    }
    out.writeVarLong(kind);
  }

  static LambdaForm getNames(PayloadReader in) {
    String[] names = new String[NAMES];
    for (int i = 0; i < NAMES; i++) {
      names[i] = in.readText();
    }
    return new LambdaForm(names, (int) in.readVarLong(), new Object[0]);
  }

  LambdaForm withCaptured(Object[] objects) {
    return new LambdaForm(names, kind, objects);
  }

  /** The lambda again, in this JVM. */
  Object resolve(ClassLoader loader) throws CodecException {
    String className = names[0];
    try {
      Class<?> capturing = Class.forName(className, true, loader);
      Method maker = capturing.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
      maker.setAccessible(true);
      return maker.invoke(null, toSerializedLambda(capturing));
    } catch (ClassNotFoundException e) {
      throw new CodecException(
          "the class " + className + ", where the function was written, is not on the class path",
          e);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new CodecException(differs(className), e);
    } catch (InvocationTargetException e) {
      throw new CodecException(differs(className), e.getCause());
    }
  }

  private SerializedLambda toSerializedLambda(Class<?> capturing) {
    return new SerializedLambda(
        capturing, names[1], names[2], names[3], kind, names[4], names[5], names[6], names[7],
        captured);
  }

  private String differs(String className) {
    return "the class "
        + className
        + " has no such lambda here: the two JVMs have different versions of it; build it once and give"
        + " both the same";
  }

  private String capturing(int i) {
    return "the lambda in "
        + names[0]
        + " captured "
        + captured[i].getClass().getName()
        + " (its captured value "
        + i
        + "): ";
  }

  private static SerializedLambda replacement(Object lambda) throws CodecException {
    try {
      Method writeReplace = lambda.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      return (SerializedLambda) writeReplace.invoke(lambda);
    } catch (ReflectiveOperationException e) {
      throw new CodecException(
          "the lambda " + lambda.getClass().getName() + " does not tell what it is", e);
    }
  }
}
