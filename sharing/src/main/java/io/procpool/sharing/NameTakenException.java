package io.procpool.sharing;

/**
 * Shared memory was to be made with a name that another has, which a living process has made.
 *
 * <pre>{@code
 * try {
 *   return SharedMemory.create("frames", size);
 * } catch (NameTakenException e) {
 *   return SharedMemory.attach("frames");
 * }
 * }</pre>
 */
public class NameTakenException extends SharingException {

  private static final long serialVersionUID = 1L;

  NameTakenException(String message, Throwable cause) {
    super(message, cause);
  }
}
