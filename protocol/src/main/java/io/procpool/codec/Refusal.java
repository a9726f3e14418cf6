package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.KryoException;

/** An object cannot cross, for a reason that its user can do something about. */
final class Refusal extends KryoException {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String wayOut;

  /**
   * @param reason goes on where the path to the object ends
   * @param wayOut what to do, as an order
   */
  Refusal(String reason, String wayOut) {
    super(reason);
    this.reason = reason;
    this.wayOut = wayOut;
  }

  /** For what was refused elsewhere, with its way out. */
  Refusal(String text, Throwable cause) {
    super(text, cause);
    this.reason = text;
    this.wayOut = null;
  }

  String text() {
    return wayOut == null ? reason : reason + "; " + wayOut;
  }
}
