package io.procpool.sharing;

import io.procpool.codec.CodecRules;
import io.procpool.codec.ValueCodec;

/**
 * A codec for one direction of a connection, kept as long as the threads that use it find their
 * classes by the same loader. Guarded by whoever has it.
 */
final class Values {

  private final CodecRules rules;
  private ClassLoader loader;
  private ValueCodec codec;

  Values(CodecRules rules) {
    this.rules = rules;
  }

  ValueCodec codec() {
    ClassLoader wanted = ValueLoader.get();
    if (wanted != loader) {
      loader = wanted;
      codec = rules.codec(wanted);
    }
    return codec;
  }
}
