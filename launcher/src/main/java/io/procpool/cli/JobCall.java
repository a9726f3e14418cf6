package io.procpool.cli;

import io.procpool.task.Job;
import io.procpool.task.TaskFunction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/**
 * A {@link Job} as a function: crosses as its name, makes its own instance in each worker before
 * the first task, and closes it behind the last.
 */
@SuppressWarnings("try") // a job's close may throw anything; nobody closes this but the worker
final class JobCall implements TaskFunction<Object, Object>, AutoCloseable {

  private static final long serialVersionUID = 1L;

  private final String className;
  private final String[] arguments;
  private transient Job<Object, Object> job;
  private transient LineConverter converter;
  private transient Throwable initFailure;

  JobCall(String className, List<String> arguments) {
    this.className = className;
    this.arguments = arguments.toArray(new String[0]);
  }

  @Override
  public Object apply(Object input) throws Exception {
    if (job == null && initFailure == null) {
      init();
    }
    if (initFailure instanceof Error error) {
      throw error;
    }
    if (initFailure instanceof Exception exception) {
      throw exception;
    }
    return job.apply(input instanceof String line ? converter.convert(line) : input);
  }

  @Override
  public void close() throws Exception {
    if (job != null && initFailure == null) {
      job.close();
    }
  }

  /** Once per worker, also if it fails: then every task fails with what it threw. */
  private void init() {
    try {
      Class<?> type =
          Class.forName(className, true, Thread.currentThread().getContextClassLoader());
      converter = new LineConverter(inputType(type));
      job = instance(type);
      job.init(List.of(arguments));
    } catch (InvocationTargetException e) {
      initFailure = e.getCause();
    } catch (Exception | Error e) {
      initFailure = e;
    }
  }

  /**
   * A job's instance, by its public constructor.
   *
   * <p>* @throws InvocationTargetException if the constructor throws
   *
   * @throws ReflectiveOperationException if there is none
   */
  @SuppressWarnings("unchecked") // checked against Job when the job was found
  static Job<Object, Object> instance(Class<?> type) throws ReflectiveOperationException {
    return (Job<Object, Object>) type.getConstructor().newInstance();
  }

  /** What the job's own apply takes; {@code Object} where the compiler left no more than that. */
  private static Class<?> inputType(Class<?> type) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals("apply")
          && method.getParameterCount() == 1
          && !method.isBridge()) {
        return method.getParameterTypes()[0];
      }
    }
    return Object.class;
  }
}
