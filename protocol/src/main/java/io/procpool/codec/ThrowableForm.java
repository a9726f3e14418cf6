package io.procpool.codec;

import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.task.RemoteException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A throwable as it crosses: itself by Java serialization where it can, and always as text, from
 * which the other side makes a {@link RemoteException} where the throwable itself cannot be had.
 *
 * <pre>
 *   | number 4 | names of its class and superclasses | length 4 | serialized throwable, or nothing | text form |
 *   text form: class name, message, frames, cause or null, suppressed, each of these a text form
 * </pre>
 */
public final class ThrowableForm {

  private static final int MAX_SERIALIZED_LENGTH = 1024 * 1024;
  private static final int MAX_MESSAGE_LENGTH = 64 * 1024;
  private static final int MAX_FRAMES = 1024;
  private static final int MAX_DEPTH = 50;

  private ThrowableForm() {}

  /** Appends a throwable; never fails for what the throwable is or does. */
  public static void encode(Throwable throwable, PayloadWriter out) {
    putTypes(throwable.getClass(), out);
    int lengthAt = out.size();
    out.writeInt(0);
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(throwable);
      objects.flush();
      int length = out.size() - lengthAt - 4;
      if (length > MAX_SERIALIZED_LENGTH) {
        out.truncate(lengthAt + 4);
      } else {
        out.putInt(lengthAt, length);
      }
    } catch (IOException | RuntimeException | Error e) {
      out.truncate(lengthAt + 4); // the text form stands for it
    }
    putText(throwable, out, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /** Where a thread is, as a throwable that has not been thrown. */
  public static void encodePlace(String what, StackTraceElement[] stack, PayloadWriter out) {
    RemoteException place = new RemoteException(what, null, null);
    place.setStackTrace(stack);
    encode(place, out);
  }

  /** Whether a throwable is of one of some classes, by their names; nothing of it is loaded. */
  public static boolean isOneOf(Set<String> classNames, PayloadReader in) {
    boolean isOne = false;
    for (int left = in.readInt(); left > 0; left--) {
      isOne |= classNames.contains(in.readText());
    }
    return isOne;
  }

  /** The throwable itself, or what stands for it. */
  public static Throwable decode(PayloadReader in, ClassLoader loader) {
    isOneOf(Set.of(), in);
    PayloadReader serialized = in.slice(in.readInt());
    RemoteException substitute = getText(in);
    if (serialized.remaining() == 0) {
      return substitute;
    }
    byte[] bytes = serialized.readBytes(serialized.remaining());
    try (ObjectInputStream objects = new LoaderInput(new ByteArrayInputStream(bytes), loader)) {
      return (Throwable) objects.readObject();
    } catch (IOException | ClassNotFoundException | RuntimeException | Error e) {
      return substitute;
    }
  }

  private static void putTypes(Class<?> type, PayloadWriter out) {
    int numberAt = out.size();
    int number = 0;
    out.writeInt(0);
    for (Class<?> each = type; each != Throwable.class; each = each.getSuperclass()) {
      out.writeText(each.getName());
      number++;
    }
    out.writeText(Throwable.class.getName());
    out.putInt(numberAt, number + 1);
  }

  private static void putText(Throwable throwable, PayloadWriter out, Set<Throwable> seen) {
    boolean isShown = throwable != null && seen.size() < MAX_DEPTH && seen.add(throwable);
    out.write(isShown ? 1 : 0);
    if (!isShown) {
      return;
    }
    out.writeText(throwable.getClass().getName());
    out.writeText(messageOf(throwable));
    putFrames(throwable, out);
    putText(causeOf(throwable), out, seen);
    Throwable[] suppressed = throwable.getSuppressed();
    out.writeInt(suppressed.length);
    for (Throwable each : suppressed) {
      putText(each, out, seen);
    }
  }

  private static String messageOf(Throwable throwable) {
    try {
      String message = throwable.getMessage();
      return message == null || message.length() <= MAX_MESSAGE_LENGTH
          ? message
          : message.substring(0, MAX_MESSAGE_LENGTH) + "...";
    } catch (RuntimeException | Error e) {
      return "(its getMessage() threw " + e.getClass().getName() + ")";
    }
  }

  private static Throwable causeOf(Throwable throwable) {
    try {
      return throwable.getCause();
    } catch (RuntimeException | Error e) {
      return null; // its class thinks it knows better
    }
  }

  private static StackTraceElement[] framesOf(Throwable throwable) {
    try {
      StackTraceElement[] frames = throwable.getStackTrace();
      return frames == null ? new StackTraceElement[0] : frames;
    } catch (RuntimeException | Error e) {
      return new StackTraceElement[0];
    }
  }

  private static void putFrames(Throwable throwable, PayloadWriter out) {
    StackTraceElement[] frames = framesOf(throwable);
    int count = Math.min(frames.length, MAX_FRAMES);
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeText(frames[i].getClassName());
      out.writeText(frames[i].getMethodName());
      out.writeText(frames[i].getFileName());
      out.writeInt(frames[i].getLineNumber());
    }
  }

  private static RemoteException getText(PayloadReader in) {
    if (in.readByte() == 0) {
      return null;
    }
    String className = in.readText();
    String message = in.readText();
    StackTraceElement[] frames = new StackTraceElement[in.readInt()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new StackTraceElement(in.readText(), in.readText(), in.readText(), in.readInt());
    }
    RemoteException remote = new RemoteException(className, message, getText(in));
    remote.setStackTrace(frames);
    for (int left = in.readInt(); left > 0; left--) {
      RemoteException suppressed = getText(in);
      if (suppressed != null) {
        remote.addSuppressed(suppressed);
      }
    }
    return remote;
  }

  /** Finds classes where the caller's are, and not where this class is. */
  private static final class LoaderInput extends ObjectInputStream {

    private static final Set<String> PRIMITIVES =
        Set.of("boolean", "byte", "char", "double", "float", "int", "long", "short", "void");

    private final ClassLoader loader;

    LoaderInput(InputStream in, ClassLoader loader) throws IOException {
      super(in);
      this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      String name = description.getName();
      return PRIMITIVES.contains(name)
          ? super.resolveClass(description)
          : Class.forName(name, false, loader);
    }
  }
}
