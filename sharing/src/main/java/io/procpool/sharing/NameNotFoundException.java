package io.procpool.sharing;

/**
 * There is no shared memory of a name: it was never made, or it is closed, or its creator has
 * ended.
 *
 * <pre>{@code
 * try {
 *   return Optional.of(SharedMemory.attach("frames"));
 * } catch (NameNotFoundException e) {
 *   return Optional.empty();                     // the camera does not run
 * }
 * }</pre>
 */
public class NameNotFoundException extends SharingException {

  private static final long serialVersionUID = 1L;

  NameNotFoundException(String message, Throwable cause) {
    super(message, cause);
  }
}
