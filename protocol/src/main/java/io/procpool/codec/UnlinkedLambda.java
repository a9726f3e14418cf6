package io.procpool.codec;

import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.reflect.Method;

/**
 * A lambda or method reference that the JVM has not linked, and that runs its static method all the
 * same: by a {@link DirectCall}. Whoever serializes it has it linked, and sends that.
 */
abstract class UnlinkedLambda implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String FUNCTION = "io/procpool/task/TaskFunction";
  private static final String CALLABLE = "io/procpool/task/TaskCallable";

  final transient DirectCall call;
  final transient Object[] captured;

  private final transient LambdaForm form;
  private final transient Lambdas lambdas;

  /** Guarded by this: a task may send it on from threads of its own. */
  private transient Object linked;

  private UnlinkedLambda(LambdaForm form, DirectCall call, Lambdas lambdas) {
    this.form = form;
    this.call = call;
    this.captured = form.captured();
    this.lambdas = lambdas;
  }

  /**
   * What runs one of our functional interfaces' lambdas.
   *
   * @param capturing where it was written
   * @param loader finds the class of the method that it runs
   * @return {@code null} if only the JVM can link it
   */
  static DirectCall callOf(LambdaForm form, Class<?> capturing, ClassLoader loader) {
    boolean isFunction = form.functionalInterface().equals(FUNCTION);
    boolean isCallable = form.functionalInterface().equals(CALLABLE);
    if (!isFunction && !isCallable || form.kind() != MethodHandleInfo.REF_invokeStatic) {
      return null;
    }
    Method method = form.staticMethod(loader, isFunction ? 1 : 0);
    return method == null
        ? null
        : DirectCalls.of(capturing, method, isFunction ? form.itemType() : null);
  }

  static UnlinkedLambda of(LambdaForm form, DirectCall call, Lambdas lambdas) {
    return form.functionalInterface().equals(FUNCTION)
        ? new OfFunction(form, call, lambdas)
        : new OfCallable(form, call, lambdas);
  }

  /** What it stands for, if it stands for something. */
  static Object linked(Object value) throws CodecException {
    return value instanceof UnlinkedLambda lambda ? lambda.link() : value;
  }

  private synchronized Object link() throws CodecException {
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

  private static final class OfFunction extends UnlinkedLambda
      implements TaskFunction<Object, Object> {

    private static final long serialVersionUID = 1L;

    OfFunction(LambdaForm form, DirectCall call, Lambdas lambdas) {
      super(form, call, lambdas);
    }

    @Override
    public Object apply(Object item) throws Exception {
      return call.run(captured, item);
    }
  }

  private static final class OfCallable extends UnlinkedLambda implements TaskCallable<Object> {

    private static final long serialVersionUID = 1L;

    OfCallable(LambdaForm form, DirectCall call, Lambdas lambdas) {
      super(form, call, lambdas);
    }

    @Override
    public Object call() throws Exception {
      return call.run(captured, null);
    }
  }
}
