package io.procpool.internal.dispatch;

import io.procpool.codec.ValueCodec;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Codecs that are not in use, by the loader of their classes. A codec serves one thread at a time
 * and learns classes as it goes, so it is given back and not thrown away. Concurrent collections:
 * callers, feeders and completions all come here, and none of them may wait for the pool thread.
 */
final class CodecPool {

  private final Map<ClassLoader, Deque<ValueCodec>> idle = new ConcurrentHashMap<>();

  ValueCodec take(ClassLoader loader) {
    Deque<ValueCodec> codecs = idle.get(loader);
    ValueCodec codec = codecs == null ? null : codecs.pollLast();
    return codec == null ? new ValueCodec(loader) : codec;
  }

  void giveBack(ValueCodec codec) {
    idle.computeIfAbsent(codec.loader(), loader -> new ConcurrentLinkedDeque<>()).add(codec);
  }
}
