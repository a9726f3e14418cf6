package io.procpool.protocol;

/**
 * Which class loader of the pool's JVM finds the classes of a job, as a number on the link. A
 * worker has a loader of its own for each, so that jobs with different versions of a class do not
 * see each other's.
 */
public final class LoaderNumber {

  /** None: a worker has its class path, and asks for nothing. */
  public static final long CLASS_PATH_ALONE = 0;

  /**
   * That JVM's system class loader: a worker looks at its own class path first, and asks for what
   * it lacks.
   */
  public static final long SYSTEM = 1;

  /**
   * The first of the others: a worker asks for every class but the JDK's, for such a loader may
   * have another version of it than the class path.
   */
  public static final long FIRST_OTHER = 2;

  private LoaderNumber() {}
}
