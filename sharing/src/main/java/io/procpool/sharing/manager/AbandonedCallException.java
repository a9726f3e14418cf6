package io.procpool.sharing.manager;

/** Ends a call that cannot be interrupted and whose client is gone: nobody gets to see it. */
final class AbandonedCallException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AbandonedCallException(InterruptedException cause) {
    super("The client of this call has ended.", cause);
  }
}
