package io.procpool.protocol;

/** What is being encoded is longer than its pool lets it be, or than a frame can be. */
public final class PayloadTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PayloadTooLargeException(long length, long limit) {
    super(
        "its encoding takes "
            + length
            + " bytes or more, the limit is "
            + limit
            + " bytes; "
            + (limit < Frame.MAX_VALUE_LENGTH ? "raise maxItemSize, or " : "")
            + "send the path of a file in its place");
  }
}
