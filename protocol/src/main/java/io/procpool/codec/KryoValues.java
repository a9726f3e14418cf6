package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.KryoBufferUnderflowException;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.minlog.Log;
import com.esotericsoftware.kryo.kryo5.util.Util;
import io.procpool.protocol.Frame;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects by Kryo, set up so that no JVM flag is needed.
 *
 * <p>Kryo reads fields by reflection, which the JDK's own classes refuse since Java 17. So a class
 * of the JDK that Kryo has no serializer for, and a class that defines its own Java serialization,
 * go by Java serialization inside Kryo's graph.
 */
final class KryoValues {

  /** Causes may go in a circle. */
  private static final int MAX_CAUSES = 50;

  private static final String UNSAFE = "kryo.unsafe";

  private static final int FIRST_BUFFER_LENGTH = 4096;

  /** A larger buffer is not kept: one large object must not cost memory for ever. */
  private static final int KEPT_BUFFER_LENGTH = 1024 * 1024;

  static {
    Log.NONE(); // minlog would print to System.out
    if (System.getProperty(UNSAFE) == null) {
      System.setProperty(UNSAFE, "false"); // from Java 24 on, Kryo's Unsafe prints warnings
      boolean isRead = Util.unsafe;
      System.clearProperty(UNSAFE); // a Kryo of the caller's own may want it
      assert !isRead;
    }
  }

  static final String DIFFERS = ": the two JVMs have different versions of a class in it";

  private final PlainKryo kryo;
  private final Input input = new Input();
  private Output output = new Output(FIRST_BUFFER_LENGTH, Frame.MAX_LENGTH);

  KryoValues(ClassLoader loader) {
    kryo = new PlainKryo();
    kryo.setClassLoader(loader);
  }

  void put(Object value, PayloadWriter out) {
    try {
      kryo.writeClassAndObject(output, value);
      out.write(output.getBuffer(), 0, output.position());
    } finally {
      kryo.reset();
      if (output.getBuffer().length > KEPT_BUFFER_LENGTH) {
        output = new Output(FIRST_BUFFER_LENGTH, Frame.MAX_LENGTH);
      } else {
        output.reset();
      }
    }
  }

  Object get(PayloadReader in) {
    try {
      input.setBuffer(in.bytes(), in.position(), in.remaining());
      Object value = kryo.readClassAndObject(input);
      in.skip(input.position() - in.position());
      return value;
    } catch (KryoException e) {
      if (rootOf(e) instanceof KryoBufferUnderflowException) {
        throw new KryoException("its bytes end inside " + kryo.lastRead() + DIFFERS, e);
      }
      throw e;
    } finally {
      kryo.reset();
      input.setBuffer(new byte[0]);
    }
  }

  /** What went wrong, in a sentence that names the guilty class and the path to it. */
  static String explain(String verb, String whole, Throwable failure) {
    if (String.valueOf(failure.getMessage()).endsWith(DIFFERS)) {
      return whole + " cannot be " + verb + ": " + failure.getMessage();
    }
    StringBuilder path = new StringBuilder();
    for (String step : tracedFields(failure)) {
      path.append(path.length() == 0 ? " at " : ".").append(step);
    }
    return whole + " cannot be " + verb + path + ": " + reason(rootOf(failure));
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; depth < MAX_CAUSES && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    return root;
  }

  private static String reason(Throwable root) {
    String[] lines = String.valueOf(root.getMessage()).split("\n", 2);
    if (root instanceof NotSerializableException) {
      return lines[0] + " is not serializable";
    }
    if (root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError) {
      return "the class " + lines[0].replace('/', '.') + " is not on the class path";
    }
    if (root instanceof KryoException) {
      return lines[0];
    }
    return root.getClass().getName() + ": " + lines[0];
  }

  /** Kryo's trace lists "field (class)" from the inside out; a reader wants the outside first. */
  private static List<String> tracedFields(Throwable failure) {
    List<String> fields = new ArrayList<>();
    String message = failure instanceof KryoException ? failure.getMessage() : null;
    int at = message == null ? -1 : message.indexOf("Serialization trace:");
    if (at >= 0) {
      for (String line : message.substring(at).lines().skip(1).toList()) {
        fields.add(0, line.strip().split(" ", 2)[0]);
      }
    }
    return fields;
  }
}
