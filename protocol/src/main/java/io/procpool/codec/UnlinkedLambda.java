package io.procpool.codec;

import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * A lambda or method reference that runs its static method by reflection, as long as it is called
 * but a few times. Then, or when it is serialized, or when its arguments are not what the method
 * takes, it is linked, and from then on calls what that gave.
 */
abstract class UnlinkedLambda implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final Object[] NOTHING = {};

  private final transient LambdaForm form;
  private final transient Lambdas lambdas;
  private final transient Method method;
  private transient int calls;

  /** Volatile: a task may call it on threads of its own. */
  private transient volatile Object linked;

  private UnlinkedLambda(LambdaForm form, Lambdas lambdas, Method method) {
    this.form = form;
    this.lambdas = lambdas;
    this.method = method;
  }

  /**
   * One of ours that runs a static method.
   *
   * @return {@code null} if it is none
   */
  static UnlinkedLambda of(LambdaForm form, Lambdas lambdas, ClassLoader loader) {
    String type = form.functionalInterface();
    boolean isFunction = type.equals("io/procpool/task/TaskFunction");
    boolean isCallable = type.equals("io/procpool/task/TaskCallable");
    if (!isFunction && !isCallable || form.kind() != MethodHandleInfo.REF_invokeStatic) {
      return null;
    }
    Method method = form.staticMethod(loader, isFunction ? 1 : 0);
    if (method == null) {
      return null;
    }
    return isFunction
        ? new OfFunction(form, lambdas, method)
        : new OfCallable(form, lambdas, method);
  }

  /** What it stands for, if it stands for something. */
  static Object linked(Object value) throws CodecException {
    return value instanceof UnlinkedLambda lambda ? lambda.link() : value;
  }

  /** What it stands for if it has been linked. */
  static Object settled(Object value) {
    return value instanceof UnlinkedLambda lambda && lambda.linked != null ? lambda.linked : value;
  }

  /**
   * Calls it.
   *
   * @param item what it takes behind what was captured; nothing for a callable
   */
  final Object call(Object... item) throws Exception {
    Object lambda = onCall();
    if (lambda == null) {
      try {
        return method.invoke(null, arguments(item));
      } catch (InvocationTargetException e) {
        throw UnlinkedLambda.<RuntimeException>asUnchecked(e.getCause());
      } catch (IllegalArgumentException e) { // it was not called: the JVM has the right words
        lambda = link();
      }
    }
    return callLinked(lambda, item);
  }

  abstract Object callLinked(Object lambda, Object[] item) throws Exception;

  private Object onCall() throws CodecException {
    if (linked == null && ++calls > Lambdas.UNLINKED_USES) {
      link();
    }
    return linked;
  }

  private Object[] arguments(Object[] item) {
    Object[] captured = form.captured();
    Object[] arguments = new Object[captured.length + item.length];
    System.arraycopy(captured, 0, arguments, 0, captured.length);
    System.arraycopy(item, 0, arguments, captured.length, item.length);
    return arguments;
  }

  final synchronized Object link() throws CodecException {
    if (linked == null) {
      linked = lambdas.link(form);
    }
    return linked;
  }

  /** Whoever serializes it sends the lambda. */
  final Object writeReplace() throws ObjectStreamException {
    try {
      return link();
    } catch (CodecException e) {
      ObjectStreamException refused = new InvalidObjectException(e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }

  @SuppressWarnings("unchecked") // the compiler is told a lie, so that the task's own comes out
  private static <E extends Throwable> E asUnchecked(Throwable thrown) throws E {
    throw (E) thrown;
  }

  private static final class OfFunction extends UnlinkedLambda
      implements TaskFunction<Object, Object> {

    private static final long serialVersionUID = 1L;

    OfFunction(LambdaForm form, Lambdas lambdas, Method method) {
      super(form, lambdas, method);
    }

    @Override
    public Object apply(Object item) throws Exception {
      return call(new Object[] {item});
    }

    @Override
    @SuppressWarnings("unchecked") // of() has looked
    Object callLinked(Object lambda, Object[] item) throws Exception {
      return ((TaskFunction<Object, Object>) lambda).apply(item[0]);
    }
  }

  private static final class OfCallable extends UnlinkedLambda implements TaskCallable<Object> {

    private static final long serialVersionUID = 1L;

    OfCallable(LambdaForm form, Lambdas lambdas, Method method) {
      super(form, lambdas, method);
    }

    @Override
    public Object call() throws Exception {
      return call(NOTHING);
    }

    @Override
    Object callLinked(Object lambda, Object[] nothing) throws Exception {
      return ((TaskCallable<?>) lambda).call();
    }
  }
}
