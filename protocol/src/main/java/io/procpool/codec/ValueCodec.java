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
 * <p>Boxed numbers, strings, primitive arrays, and lambdas that captured nothing else are coded
 * here; everything else by Kryo, which is loaded when the first such object comes, because its
 * start costs more than the JVM's. References are kept within an object and never from one object
 * to the next: what a task sees does not depend on what shares its chunk.
 *
 * <p>Not thread-safe, and worth keeping: it learns classes as it goes.
 */
public final class ValueCodec {

  /** What a small value takes at most. */
  public static final int SMALL = 11;

  private final ClassLoader loader;
  private final KryoSetup setup;
  private final Lambdas lambdas;
  private KryoValues kryo;

  /**
   * By {@link CodecRules#NONE no rules}.
   *
   * @param loader finds the classes of what is decoded
   */
  public ValueCodec(ClassLoader loader) {
    this(loader, null);
  }

  /**
   * @param setup what the user adds to Kryo, or {@code null}
   */
  ValueCodec(ClassLoader loader, KryoSetup setup) {
    this(loader, setup, false);
  }

  private ValueCodec(ClassLoader loader, KryoSetup setup, boolean linksLate) {
    this.loader = loader;
    this.setup = setup;
    this.lambdas = new Lambdas(loader, linksLate);
  }

  /**
   * The same, but a function that it decodes is linked only when it is sent on: as a worker wants
   * it, whose first result should not wait for that.
   */
  public ValueCodec linkingLate() {
    return new ValueCodec(loader, setup, true);
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
      out.checkValue(0);
    } catch (CodecException e) {
      out.truncate(start);
      throw e;
    } catch (PayloadTooLargeException e) {
      out.truncate(start);
      throw new CodecException(Reasons.nameOf(value) + " is too large: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      out.truncate(start);
      throw new CodecException(
          Reasons.nameOf(value)
              + " is nested too deeply to be serialized; hold what is in a row in a list or an array",
          e);
    } catch (RuntimeException | Error e) {
      out.truncate(start);
      List<Object> trace = kryo == null ? List.of() : List.copyOf(kryo.trace());
      throw unlessOfTheJvm(Reasons.notEncoded(value, trace, e), e);
    } finally {
      if (kryo != null) {
        kryo.trace().clear(); // it must not keep what it could not write
      }
    }
  }

  /**
   * Whether a value is one of the many numbers and the like that take {@value #SMALL} bytes or
   * fewer.
   */
  public static boolean isSmall(Object value) {
    return BuiltinValues.isSmall(value);
  }

  /** Appends a {@linkplain #isSmall small} value behind its length: faster than all else. */
  public static void putSmall(Object value, PayloadWriter out) {
    BuiltinValues.putSmall(value, out);
  }

  /**
   * Reads the object that the bytes are, all of them.
   *
   * @throws CodecException if it cannot be made again, here, with the classes that the loader finds
   */
  public Object decode(PayloadReader in) throws CodecException {
    try {
      Object value = get(in);
      if (in.remaining() > 0) {
        throw new CodecException(
            in.remaining() + " bytes are left behind " + Reasons.nameOf(value) + KryoValues.DIFFERS,
            null);
      }
      return value;
    } catch (MalformedPayloadException e) {
      throw new CodecException("what arrived is not a serialized object: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new CodecException("an object is nested too deeply to be deserialized", e);
    } catch (RuntimeException | Error e) {
      throw unlessOfTheJvm(Reasons.notDecoded(e), e);
    }
  }

  /** What a serializable lambda has captured, for people; nothing of what is none. */
  public static List<Object> capturedBy(Object function) {
    try {
      boolean isLambda = LambdaForm.isLambda(function);
      return isLambda ? Arrays.asList(LambdaForm.of(function).captured()) : List.of();
    } catch (CodecException e) {
      return List.of(); // it cannot cross at all
    }
  }

  private void put(Object value, PayloadWriter out) throws CodecException {
    if (BuiltinValues.put(value, out)) {
      return;
    }
    Object linked = UnlinkedLambda.linked(value);
    LambdaForm light = lightForm(linked);
    if (light == null) {
      out.write(BuiltinValues.KRYO);
      kryo().put(linked, out);
    } else {
      light.check(loader);
      light.put(out);
    }
  }

  private Object get(PayloadReader in) throws CodecException {
    byte tag = in.readByte();
    return switch (tag) {
      case BuiltinValues.LAMBDA -> lambdas.make(LambdaForm.get(in, lambdas));
      case BuiltinValues.KRYO -> kryo().get(in);
      default -> BuiltinValues.get(tag, in);
    };
  }

  private static LambdaForm lightForm(Object value) throws CodecException {
    return LambdaForm.isLambda(value) && !Types.isOfTheJdk(value.getClass())
        ? LambdaForm.of(value).light()
        : null;
  }

  private KryoValues kryo() {
    if (kryo == null) {
      kryo = new KryoValues(loader, lambdas, setup);
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
}
