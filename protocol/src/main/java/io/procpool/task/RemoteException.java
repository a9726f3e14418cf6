package io.procpool.task;

/**
 * Stands for a throwable of a worker that could not be brought over itself: its class is missing
 * here, or it holds something that cannot be serialized. Prints as the original would, with the
 * original's stack.
 *
 * <pre>{@code
 * } catch (TaskFailedException e) {
 *   if (e.getCause() instanceof RemoteException remote) {
 *     log.warn("a " + remote.className() + ", which is not known here", remote);
 *   }
 * }
 * }</pre>
 */
public final class RemoteException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String className;

  /**
   * For workers, which make it.
   *
   * @param className of the throwable it stands for
   * @param message of that throwable, may be null
   * @param cause of that throwable, or what stands for it, may be null
   */
  public RemoteException(String className, String message, Throwable cause) {
    super(message, cause);
    this.className = className;
  }

  /** {@return the class name of the throwable that this one stands for} */
  public String className() {
    return className;
  }

  @Override
  public String toString() {
    return getMessage() == null ? className : className + ": " + getMessage();
  }
}
