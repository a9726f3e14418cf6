package io.procpool.protocol;

/** What is being encoded is longer than a frame can be. */
public final class PayloadTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PayloadTooLargeException(long length) {
    super(
        "its encoding takes "
            + length
            + " bytes or more, the limit is "
            + Frame.MAX_LENGTH
            + " bytes; send the path of a file in its place");
  }
}
