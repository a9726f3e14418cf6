package io.procpool.codec;

import io.procpool.protocol.PayloadReader;
import io.procpool.task.RemoteException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.List;

/**
 * The throwables of {@link ThrowablesOut}, each itself where it can be, else what stands for it.
 */
final class ThrowablesIn {

  private final ClassLoader loader;
  private final Text[] texts;
  private final Throwable[] made;
  private final boolean[] isBeingMade;

  /** The numbers of those that were made, in order. */
  private final List<Integer> order = new ArrayList<>();

  ThrowablesIn(PayloadReader in, ClassLoader loader) {
    this.loader = loader;
    texts = new Text[in.readInt()];
    made = new Throwable[texts.length];
    isBeingMade = new boolean[texts.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Text.read(in);
    }
  }

  Throwable get(int number) {
    if (made[number] != null) {
      return made[number];
    }
    if (isBeingMade[number]) {
      return texts[number].substitute(null); // in a circle, somewhere
    }
    isBeingMade[number] = true;
    int before = order.size();
    order.add(number);
    try {
      made[number] = itself(number);
    } catch (IOException | ClassNotFoundException | RuntimeException | Error e) {
      made[number] = null;
      while (order.size() > before) { // they may hold what has become of the attempt
        made[order.remove(order.size() - 1)] = null;
      }
    }
    if (made[number] == null) {
      made[number] = substitute(number);
    }
    isBeingMade[number] = false;
    return made[number];
  }

  private Throwable substitute(int number) {
    Text text = texts[number];
    RemoteException remote = text.substitute(text.cause() < 0 ? null : get(text.cause()));
    for (int suppressed : text.suppressed()) {
      remote.addSuppressed(get(suppressed));
    }
    return remote;
  }

  private Throwable itself(int number) throws IOException, ClassNotFoundException {
    byte[] bytes = texts[number].itself();
    if (bytes.length == 0) {
      return null;
    }
    try (ObjectInputStream objects = new Itself(bytes, number)) {
      return (Throwable) objects.readObject();
    }
  }

  /** One throwable as text, and as its bytes. */
  private record Text(
      String className,
      String message,
      StackTraceElement[] frames,
      int cause,
      int[] suppressed,
      byte[] itself) {

    static Text read(PayloadReader in) {
      String className = in.readText();
      String message = in.readText();
      StackTraceElement[] frames = new StackTraceElement[in.readInt()];
      for (int i = 0; i < frames.length; i++) {
        frames[i] =
            new StackTraceElement(in.readText(), in.readText(), in.readText(), in.readInt());
      }
      int cause = in.readInt();
      int[] suppressed = new int[in.readInt()];
      for (int i = 0; i < suppressed.length; i++) {
        suppressed[i] = in.readInt();
      }
      return new Text(className, message, frames, cause, suppressed, in.readBytes(in.readInt()));
    }

    RemoteException substitute(Throwable itsCause) {
      RemoteException remote = new RemoteException(className, message, itsCause);
      remote.setStackTrace(frames);
      return remote;
    }
  }

  /** Reads one throwable; where it holds another one, that one is read. */
  private final class Itself extends ObjectInputStream {

    private final int number;

    Itself(byte[] bytes, int number) throws IOException {
      super(new ByteArrayInputStream(bytes));
      this.number = number;
      enableResolveObject(true);
    }

    @Override
    protected Object resolveObject(Object object) {
      if (!(object instanceof Handle handle)) {
        return object;
      }
      if (handle.owner instanceof Throwable owner) {
        made[number] = owner; // for those that refer back to it
      }
      return get(handle.index);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
      return Types.named(description.getName(), loader);
    }

    @Override
    protected Class<?> resolveProxyClass(String[] names) throws ClassNotFoundException {
      return Types.proxyOf(names, loader);
    }
  }
}
