package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import java.io.Serializable;

/**
 * What crosses to another process in the place of a {@link SharedObject}: where it is, and whose.
 */
final class Handle implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String path;
  private final long creator;

  /** What belongs to it, and crosses with it: its lock, its action; or {@code null}. */
  private final Serializable companion;

  Handle(Kind kind, Block block, Serializable companion) {
    this.kind = kind;
    this.path = block.path().toString();
    this.creator = block.creator();
    this.companion = companion;
  }

  private Object readResolve() {
    return Attachments.attach(this);
  }

  Kind kind() {
    return kind;
  }

  String path() {
    return path;
  }

  long creator() {
    return creator;
  }

  Serializable companion() {
    return companion;
  }
}
