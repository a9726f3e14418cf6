package io.procpool.sharing;

/**
 * There is no shared memory of a name: it was never made, or it is closed, or its creator has
 * ended.
 */
public class NameNotFoundException extends SharingException {

  private static final long serialVersionUID = 1L;

  public NameNotFoundException(String message, Throwable cause) {
    super(message, cause);
  }
}
