package io.procpool.testkit;

import io.procpool.task.TaskCallable;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Objects;

/**
 * A value that does something while it is serialized or deserialized, on one side of the border: as
 * an item, as what a function has captured, or as a result.
 *
 * <pre>{@code
 * encodedInPool --> decodedInWorker     an item, or with its function
 * decodedInPool <-- encodedInWorker     a result
 * }</pre>
 *
 * <p>What it does may be any task; one that ends well has no consequence. A JVM is a worker if its
 * main class is procpool's; where that is not so, the system property {@value #WORKER_PROPERTY}
 * says whether it is.
 */
public final class Trap implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * {@code true} in a worker, {@code false} in a pool's JVM; by its main class if it is not set.
   */
  public static final String WORKER_PROPERTY = "procpool.testkit.worker";

  private static final String WORKER_MAIN = "io.procpool.worker.WorkerMain";

  private enum Moment {
    ENCODED_IN_POOL,
    DECODED_IN_WORKER,
    ENCODED_IN_WORKER,
    DECODED_IN_POOL
  }

  private final Moment moment;
  private final TaskCallable<?> action;

  private Trap(Moment moment, TaskCallable<?> action) {
    this.moment = moment;
    this.action = Objects.requireNonNull(action, "action");
  }

  /**
   * Does something on its way out, before a worker has heard of it.
   *
   * @param action what it does; what that throws is what serializing it throws
   * @return a value to pass as an item, to capture, or to give
   */
  public static Trap encodedInPool(TaskCallable<?> action) {
    return new Trap(Moment.ENCODED_IN_POOL, action);
  }

  /**
   * Does something in the worker that is to read it.
   *
   * @param action what it does; what that throws is what serializing it throws
   * @return a value to pass as an item, to capture, or to give
   */
  public static Trap decodedInWorker(TaskCallable<?> action) {
    return new Trap(Moment.DECODED_IN_WORKER, action);
  }

  /**
   * Does something in the worker whose task gave it as a result.
   *
   * @param action what it does; what that throws is what serializing it throws
   * @return a value to pass as an item, to capture, or to give
   */
  public static Trap encodedInWorker(TaskCallable<?> action) {
    return new Trap(Moment.ENCODED_IN_WORKER, action);
  }

  /**
   * Does something in the pool's JVM when it has come back as a result.
   *
   * @param action what it does; what that throws is what serializing it throws
   * @return a value to pass as an item, to capture, or to give
   */
  public static Trap decodedInPool(TaskCallable<?> action) {
    return new Trap(Moment.DECODED_IN_POOL, action);
  }

  @Override
  public String toString() {
    return "trap " + moment;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    actIf(isWorker() ? Moment.ENCODED_IN_WORKER : Moment.ENCODED_IN_POOL);
    out.defaultWriteObject();
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    actIf(isWorker() ? Moment.DECODED_IN_WORKER : Moment.DECODED_IN_POOL);
  }

  private void actIf(Moment now) throws IOException {
    if (now != moment) {
      return;
    }
    try {
      action.call();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static boolean isWorker() {
    String said = System.getProperty(WORKER_PROPERTY);
    return said == null
        ? System.getProperty("sun.java.command", "").startsWith(WORKER_MAIN)
        : Boolean.parseBoolean(said);
  }
}
