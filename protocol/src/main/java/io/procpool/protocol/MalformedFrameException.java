package io.procpool.protocol;

import java.io.IOException;

/**
 * The stream holds something that is not our protocol: nothing behind it on this link can be
 * trusted.
 */
public final class MalformedFrameException extends IOException {

  private static final long serialVersionUID = 1L;

  public MalformedFrameException(String message) {
    super(message);
  }
}
