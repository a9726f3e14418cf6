package io.procpool.sharing;

/** Shared memory was to be made with a name that another has, which a living process has made. */
public class NameTakenException extends SharingException {

  private static final long serialVersionUID = 1L;

  public NameTakenException(String message, Throwable cause) {
    super(message, cause);
  }
}
