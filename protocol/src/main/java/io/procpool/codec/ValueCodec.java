package io.procpool.codec;

import io.procpool.protocol.MalformedPayloadException;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadTooLargeException;
import io.procpool.protocol.PayloadWriter;
import java.util.Arrays;
import java.util.List;

/**
 * One object at a time to bytes and back.
 *
 * <p>Boxed numbers, strings, primitive arrays and lambdas are coded here; everything else by Kryo,
 * which is loaded when the first such object comes, because its start costs more than the JVM's.
 * References are kept within an object and never from one object to the next: what a task sees does
 * not depend on what shares its chunk.
 *
 * <p>Not thread-safe, and worth keeping: it learns classes as it goes.
 */
public final class ValueCodec {

  private final ClassLoader loader;
  private KryoValues kryo;

  /**
   * @param loader finds the classes of what is decoded
   */
  public ValueCodec(ClassLoader loader) {
    this.loader = loader;
  }

  public ClassLoader loader() {
    return loader;
  }

  /**
   * Appends an object. If it cannot be encoded, nothing stays appended.
   *
   * @throws CodecException if it cannot cross
   */
  public void encode(Object value, PayloadWriter out) throws CodecException {
    int start = out.size();
    try {
      put(value, out);
    } catch (CodecException e) {
      out.truncate(start);
      throw e;
    } catch (PayloadTooLargeException e) {
      out.truncate(start);
      throw new CodecException(nameOf(value) + " is too large: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      out.truncate(start);
      throw new CodecException(nameOf(value) + " is nested too deeply to be serialized", e);
    } catch (RuntimeException | Error e) {
      out.truncate(start);
      throw unlessOfTheJvm(KryoValues.explain("serialized", nameOf(value), e), e);
    }
  }

  /**
   * * Reads the object that the bytes are, all of them.
   *
   * @throws CodecException if it cannot be made again, here, with the classes that the loader finds
   */
  public Object decode(PayloadReader in) throws CodecException {
    try {
      Object value = get(in);
      if (in.remaining() > 0) {
        throw new CodecException(
            in.remaining() + " bytes are left behind " + nameOf(value) + KryoValues.DIFFERS, null);
      }
      return value;
    } catch (MalformedPayloadException e) {
      throw new CodecException("what arrived is not a serialized object: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new CodecException("an object is nested too deeply to be deserialized", e);
    } catch (RuntimeException | Error e) {
      throw unlessOfTheJvm(KryoValues.explain("deserialized", "an object", e), e);
    }
  }

  /** What a serializable lambda has captured, for people; nothing of what is none. */
  public static List<Object> capturedBy(Object function) {
    try {
      boolean isLambda = function != null && LambdaForm.isLambda(function);
      return isLambda ? Arrays.asList(LambdaForm.of(function).captured()) : List.of();
    } catch (CodecException e) {
      return List.of(); // it cannot cross at all
    }
  }

  void put(Object value, PayloadWriter out) throws CodecException {
    if (BuiltinValues.put(value, out)) {
      return;
    }
    if (LambdaForm.isLambda(value)) {
      out.write(BuiltinValues.LAMBDA);
      LambdaForm.of(value).put(out, this);
    } else {
      out.write(BuiltinValues.KRYO);
      kryo().put(value, out);
    }
  }

  Object get(PayloadReader in) throws CodecException {
    byte tag = in.readByte();
    return switch (tag) {
      case BuiltinValues.LAMBDA -> LambdaForm.get(in, this).resolve(loader);
      case BuiltinValues.KRYO -> kryo().get(in);
      default -> BuiltinValues.get(tag, in);
    };
  }

  private KryoValues kryo() {
    if (kryo == null) {
      kryo = new KryoValues(loader);
    }
    return kryo;
  }

  /**
   * User code may throw any error; one of the JVM's own, such as a full heap, is not the object's.
   */
  private static CodecException unlessOfTheJvm(String message, Throwable thrown) {
    if (thrown instanceof VirtualMachineError error) {
      throw error;
    }
    return new CodecException(message, thrown);
  }

  private static String nameOf(Object value) {
    return value == null ? "null" : value.getClass().getName();
  }
}
