package io.procpool.codec;

import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.task.RemoteException;
import java.util.Set;

/**
 * A throwable as it crosses, with its causes and what was suppressed: each of them itself by Java
 * serialization where it can, and always as text, from which the other side makes a {@link
 * RemoteException} where the throwable itself cannot be had.
 *
 * <pre>
 *   | number 4 | names of its class and superclasses | length 4 | the throwable as a value, or nothing |
 *   | number 4 | throwables, the thrown one first |
 *   throwable: class name, message, frames, cause, number 4, suppressed, length 4, itself or nothing
 * </pre>
 *
 * <p>Throwables are known by their numbers, so a circle of causes is no endless one. It takes
 * {@value #MAX_LENGTH} bytes at most, for {@value #MAX_THROWABLES} throwables at most; of what is
 * larger, the first messages and frames remain. The thrown one is sent as a value if it holds
 * something that is not serializable but can travel, such as a record.
 */
public final class ThrowableForm {

  /** More are not sent. */
  static final int MAX_THROWABLES = 256;

  /** Half for the throwables themselves, half for the texts. */
  static final int MAX_LENGTH = 4 * 1024 * 1024;

  private ThrowableForm() {}

  /** Appends a throwable; never fails for what the throwable is or does. */
  public static void encode(Throwable throwable, PayloadWriter out) {
    putTypes(throwable.getClass(), out);
    ThrowablesOut throwables = new ThrowablesOut(throwable, true);
    throwables.encode();
    putAsValue(throwable, throwables.isValueWanted(), out);
    throwables.put(out);
  }

  /** Where a thread is, as a throwable that has not been thrown. */
  public static void encodePlace(String what, StackTraceElement[] stack, PayloadWriter out) {
    RemoteException place = new RemoteException(what, null, null);
    place.setStackTrace(stack);
    encode(place, out);
  }

  /** Appends a throwable as text alone. */
  public static void encodeText(Throwable throwable, PayloadWriter out) {
    ThrowablesOut throwables = new ThrowablesOut(throwable, false);
    throwables.encode();
    throwables.put(out);
  }

  /** What stands for a throwable that crossed as text: none of its classes is loaded. */
  public static Throwable decodeText(PayloadReader in) {
    return new ThrowablesIn(in, null).get(0);
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
    PayloadReader value = in.slice(in.readInt());
    ThrowablesIn throwables = new ThrowablesIn(in, loader);
    Throwable decoded = asValue(value, loader);
    return decoded == null ? throwables.get(0) : decoded;
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

  private static void putAsValue(Throwable throwable, boolean isWanted, PayloadWriter out) {
    int lengthAt = out.size();
    out.writeInt(0);
    if (!isWanted) {
      return;
    }
    try {
      new ValueCodec(throwable.getClass().getClassLoader()).encode(throwable, out);
      int length = out.size() - lengthAt - Integer.BYTES;
      if (length > MAX_LENGTH / 2) {
        out.truncate(lengthAt + Integer.BYTES);
      } else {
        out.putInt(lengthAt, length);
      }
    } catch (CodecException | RuntimeException | Error e) {
      out.truncate(lengthAt + Integer.BYTES); // its text stands for it
    }
  }

  private static Throwable asValue(PayloadReader value, ClassLoader loader) {
    if (value.remaining() == 0) {
      return null;
    }
    try {
      return (Throwable) new ValueCodec(loader).decode(value);
    } catch (CodecException | RuntimeException | Error e) {
      return null;
    }
  }
}
