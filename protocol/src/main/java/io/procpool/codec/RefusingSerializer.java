package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.Closeable;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

/**
 * For classes whose objects cannot cross. A serializer, so that a field of such a class may be
 * null.
 */
final class RefusingSerializer extends Serializer<Object> {

  private static final String DEFAULT =
      "make the field that holds it transient, or make it in the worker";

  private final String reason;
  private final String wayOut;

  RefusingSerializer(String reason, String wayOut) {
    this.reason = reason;
    this.wayOut = wayOut;
  }

  static RefusingSerializer of(Class<?> type) {
    return new RefusingSerializer(type.getName() + " is not serializable", wayOut(type));
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    throw new Refusal(reason, wayOut);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    throw new Refusal(reason, wayOut);
  }

  static String wayOut(Class<?> type) {
    if (Thread.class.isAssignableFrom(type)
        || Executor.class.isAssignableFrom(type)
        || type.getName().startsWith("java.util.Timer")) {
      return "threads belong to their JVM: start it in the worker, or make the field transient";
    }
    if (Future.class.isAssignableFrom(type)) {
      return "wait for its value here, and send that";
    }
    if (ThreadLocal.class.isAssignableFrom(type)) {
      return "read its value here, and send that";
    }
    if (BaseStream.class.isAssignableFrom(type) || Iterator.class.isAssignableFrom(type)) {
      return "collect it into a list, and send that";
    }
    if (ClassLoader.class.isAssignableFrom(type)) {
      return "send the names of the classes, or make the field transient";
    }
    if (Closeable.class.isAssignableFrom(type)) {
      return "open it in the worker, or make the field that holds it transient";
    }
    return DEFAULT;
  }
}
