package io.procpool.sharing;

import io.procpool.ProcpoolException;

/**
 * Something that is to be shared cannot be made or found: there is no room for it, or it is gone,
 * with its creator or before. What is closed while it is used throws an {@link
 * IllegalStateException} there.
 *
 * <pre>{@code
 * try {
 *   return SharedMemory.create(size);
 * } catch (SharingException e) {
 *   throw new SetupException("no room in /dev/shm for " + size + " bytes", e);
 * }
 * }</pre>
 */
public class SharingException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  SharingException(String message, Throwable cause) {
    super(message, cause);
  }
}
