package io.procpool.codec;

import java.io.Serializable;

/** Stands in an island for an object that is written behind it. See {@link IslandSerializer}. */
final class Handle implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * In an island's first handle, the object that the island is: the one under construction when it
   * is read. Null in the others, and if the object has replaced itself.
   */
  @SuppressWarnings("serial") // the island's own object is what is being serialized
  final Object owner;

  final int index;

  Handle(Object owner, int index) {
    this.owner = owner;
    this.index = index;
  }
}
