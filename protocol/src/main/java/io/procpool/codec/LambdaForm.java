package io.procpool.codec;

import io.procpool.protocol.MalformedPayloadException;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
  private static final int IMPLEMENTING_CLASS = 4;
  private static final int IMPLEMENTING_METHOD = 5;
  private static final int INSTANTIATED_TYPE = 7;
  private static final String LAMBDA_METHOD = "lambda$";

  static final String THIS = "`this`";

  /** A light one holds no more lambdas in each other than this. */
  private static final int LIGHT_DEPTH = 8;

  static boolean isLambda(Object value) {
    if (value == null) {
      return false;
    }
    Class<?> type = value.getClass();
    return type.isSynthetic() && type.isHidden();
  }

  static LambdaForm of(Object lambda) throws CodecException {
    if (!(lambda instanceof Serializable)) {
      throw new CodecException(
          describe(lambda)
              + " is not serializable: declare it as a TaskFunction, or cast it where it is written,"
              + " to (Runnable & java.io.Serializable) with its own interface in place of Runnable",
          null);
    }
    return of(replacement(lambda));
  }

  static LambdaForm of(SerializedLambda form) {
    Object[] captured = new Object[form.getCapturedArgCount()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = form.getCapturedArg(i);
    }
    String[] names = {
      form.getCapturingClass(),
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

  /**
   * This form if all that it captured can be written without Kryo, and is held but once: the same
   * array twice must arrive as one. Lambdas among it become forms too. Null if not.
   */
  LambdaForm light() throws CodecException {
    return light(new ArrayList<>(), LIGHT_DEPTH);
  }

  private LambdaForm light(List<Object> seen, int depth) throws CodecException {
    Object[] parts = new Object[captured.length];
    for (int i = 0; i < parts.length; i++) {
      Object part = UnlinkedLambda.linked(captured[i]);
      boolean isLambda = isLambda(part);
      if (depth == 0 || !isLambda && !BuiltinValues.holds(part)) {
        return null;
      }
      if (isLambda || part != null && part.getClass().isArray()) {
        for (Object other : seen) {
          if (other == part) {
            return null;
          }
        }
        seen.add(part);
      }
      parts[i] = isLambda ? lightPart(part, seen, depth) : part;
      if (isLambda && parts[i] == null) {
        return null;
      }
    }
    return withCaptured(parts);
  }

  private static LambdaForm lightPart(Object lambda, List<Object> seen, int depth)
      throws CodecException {
    return lambda instanceof Serializable && !Types.isOfTheJdk(lambda.getClass())
        ? of(lambda).light(seen, depth - 1)
        : null;
  }

  /** Refuses one of a class that must not cross. */
  void check(ClassLoader loader) {
    AllowedClasses.check(names[0].replace('/', '.'), loader);
    for (Object part : captured) {
      if (part instanceof LambdaForm form) {
        form.check(loader);
      }
    }
  }

  /** Writes a light form. */
  void put(PayloadWriter out) {
    out.write(BuiltinValues.LAMBDA);
    putNames(out);
    out.writeVarLong(captured.length);
    for (Object part : captured) {
      if (part instanceof LambdaForm form) {
        form.put(out);
      } else {
        BuiltinValues.put(part, out);
      }
    }
  }

  static LambdaForm get(PayloadReader in, Lambdas lambdas) throws CodecException {
    LambdaForm empty = getNames(in);
    Object[] captured = new Object[(int) in.readVarLong()];
    for (int i = 0; i < captured.length; i++) {
      byte tag = in.readByte();
      captured[i] =
          tag == BuiltinValues.LAMBDA ? lambdas.make(get(in, lambdas)) : BuiltinValues.get(tag, in);
    }
    return empty.withCaptured(captured);
  }

  /** The part of the form that is not the user's objects. A name that comes again is a number. */
  void putNames(PayloadWriter out) {
    for (int i = 0; i < NAMES; i++) {
      int earlier = 0;
      while (!names[earlier].equals(names[i])) {
        earlier++;
      }
      if (earlier < i) {
        out.writeVarLong(-1 - earlier);
      } else {
        byte[] utf8 = names[i].getBytes(StandardCharsets.UTF_8);
        out.writeVarLong(utf8.length);
        out.write(utf8);
      }
    }
    out.writeVarLong(kind);
  }

  static LambdaForm getNames(PayloadReader in) {
    String[] names = new String[NAMES];
    for (int i = 0; i < NAMES; i++) {
      long length = in.readVarLong();
      if (length < -i) {
        throw new MalformedPayloadException("a name of a lambda that did not come yet");
      }
      names[i] =
          length < 0
              ? names[(int) (-1 - length)]
              : new String(in.readBytes((int) length), StandardCharsets.UTF_8);
    }
    return new LambdaForm(names, (int) in.readVarLong(), new Object[0]);
  }

  LambdaForm withCaptured(Object[] objects) {
    return new LambdaForm(names, kind, objects);
  }

  /** Where it was written. */
  String capturingClass() {
    return names[0];
  }

  String functionalInterface() {
    return names[1];
  }

  /**
   * The static method that it runs.
   *
   * @param arity how many arguments come behind what it captured
   * @return {@code null} if there is none: to link it will tell why
   */
  Method staticMethod(ClassLoader loader, int arity) {
    try {
      String className = names[IMPLEMENTING_CLASS].replace('/', '.');
      for (Method each : Class.forName(className, false, loader).getDeclaredMethods()) {
        if (each.getName().equals(names[IMPLEMENTING_METHOD])
            && each.getParameterCount() == captured.length + arity
            && descriptor(each.getParameterTypes(), each.getReturnType())
                .equals(names[IMPLEMENTING_METHOD + 1])) {
          return each;
        }
      }
      return null;
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** The type of the one argument that its functional interface has here, as a descriptor. */
  String itemType() {
    String type = names[INSTANTIATED_TYPE];
    return type.substring(1, type.indexOf(')'));
  }

  /** What tells it from any other of the same capturing class, but for what it captured. */
  String key() {
    return names[1]
        + names[INSTANTIATED_TYPE]
        + names[IMPLEMENTING_CLASS]
        + '.'
        + names[IMPLEMENTING_METHOD]
        + names[IMPLEMENTING_METHOD + 1];
  }

  /** By hand: a {@code MethodType} would initialize what linking needs. */
  static String descriptor(Class<?>[] parameters, Class<?> result) {
    StringBuilder descriptor = new StringBuilder("(");
    for (Class<?> type : parameters) {
      descriptor.append(type.descriptorString());
    }
    return descriptor.append(')').append(result.descriptorString()).toString();
  }

  /** Which lambda it is, for people, as far as it tells. */
  static String describe(Object lambda) {
    String className = lambda.getClass().getName();
    int end = className.indexOf("$$Lambda");
    String capturing = end < 0 ? className : className.substring(0, end);
    try {
      return lambda instanceof Serializable
          ? of(replacement(lambda)).describe()
          : "a lambda in " + capturing;
    } catch (CodecException e) {
      return "a lambda in " + capturing;
    }
  }

  /** What of what it captured an object is, for people. */
  static String describeCaptured(Object lambda, Object object) {
    String name = isLambda(object) ? "a function" : Names.simple(object.getClass());
    try {
      LambdaForm form = of(replacement(lambda));
      return form.hasThis() && form.captured[0] == object
          ? THIS + ", an instance of " + name + ": this"
          : name;
    } catch (CodecException e) {
      return name;
    }
  }

  /** Whether it uses a field or method of the object that it was written in. */
  boolean hasThis() {
    return captured.length > 0
        && kind != MethodHandleInfo.REF_invokeStatic
        && names[IMPLEMENTING_METHOD].startsWith(LAMBDA_METHOD);
  }

  private String describe() {
    String method = names[IMPLEMENTING_METHOD];
    String where = Names.simple(names[0]);
    if (!method.startsWith(LAMBDA_METHOD)) {
      return "the method reference "
          + Names.simple(names[IMPLEMENTING_CLASS])
          + "::"
          + ("<init>".equals(method) ? "new" : method)
          + " in "
          + where;
    }
    return "the lambda in " + where + "." + methodOf(method);
  }

  /** The compiler calls the second lambda of main {@code lambda$main$1}, or so. */
  private static String methodOf(String implementing) {
    String name = implementing.substring(LAMBDA_METHOD.length());
    return name.replaceFirst("(\\$[0-9a-f]{1,8})?\\$[0-9]+$", "");
  }

  SerializedLambda toSerializedLambda(Class<?> capturing) {
    return new SerializedLambda(
        capturing, names[1], names[2], names[3], kind, names[4], names[5], names[6], names[7],
        captured);
  }

  private static SerializedLambda replacement(Object lambda) throws CodecException {
    try {
      Method writeReplace = lambda.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      return (SerializedLambda) writeReplace.invoke(lambda);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw new CodecException(
          "the lambda " + lambda.getClass().getName() + " does not tell what it is", e);
    }
  }
}
