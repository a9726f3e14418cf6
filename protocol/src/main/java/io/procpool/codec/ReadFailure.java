package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.KryoException;

/** What went wrong while an object was read, with the fields on the way to it. */
final class ReadFailure extends KryoException {

  private static final long serialVersionUID = 1L;
  private static final int MAX_LENGTH = 500;

  private String path;

  private ReadFailure(String path, Throwable cause) {
    super(cause);
    this.path = path;
  }

  /** The same failure, one field further out. */
  static ReadFailure at(String field, RuntimeException failure) {
    if (failure instanceof ReadFailure inner) {
      if (inner.path.length() < MAX_LENGTH) {
        inner.path = field + (inner.path.startsWith("[") ? "" : ".") + inner.path;
      }
      return inner;
    }
    return new ReadFailure(field, failure);
  }

  String path() {
    return path;
  }
}
