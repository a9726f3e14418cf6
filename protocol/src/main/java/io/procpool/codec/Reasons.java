package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.KryoException;
import io.procpool.protocol.PayloadTooLargeException;
import java.io.NotSerializableException;
import java.util.List;

/** What went wrong, in a sentence that names the guilty class and the path to it. */
final class Reasons {

  /** Causes may go in a circle. */
  private static final int MAX_CAUSES = 50;

  private Reasons() {}

  /**
   * @param trace the objects on the way to the guilty one, it first; may be empty
   */
  static String notEncoded(Object whole, List<Object> trace, Throwable failure) {
    String name = nameOf(whole);
    Throwable root = rootOf(failure);
    if (root instanceof PayloadTooLargeException) {
      return name + " is too large: " + root.getMessage();
    }
    String end = ": " + reason(root) + wayOutOfThis(trace);
    if (trace.size() < 2) {
      return name + " cannot be serialized" + end;
    }
    Object guilty = trace.get(0);
    String path =
        GraphPath.of(trace) + (LambdaForm.isLambda(guilty) ? "" : " (" + nameOf(guilty) + ")");
    return LambdaForm.isLambda(whole)
        ? path + ", which cannot be serialized" + end
        : name + " cannot be serialized at " + path + end;
  }

  static String notDecoded(Throwable failure) {
    if (String.valueOf(failure.getMessage()).endsWith(KryoValues.DIFFERS)) {
      return "an object cannot be deserialized: " + failure.getMessage();
    }
    String at = failure instanceof ReadFailure read ? " at " + read.path() : "";
    return "an object cannot be deserialized" + at + ": " + reason(rootOf(failure));
  }

  static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; depth < MAX_CAUSES && root.getCause() != null; depth++) {
      if (root instanceof Refusal) {
        return root;
      }
      root = root.getCause();
    }
    return root;
  }

  /** The class of a value, or which lambda it is. */
  static String nameOf(Object value) {
    if (value == null) {
      return "null";
    }
    return LambdaForm.isLambda(value) ? LambdaForm.describe(value) : Names.full(value.getClass());
  }

  private static String reason(Throwable root) {
    if (root instanceof Refusal refusal) {
      return refusal.text();
    }
    String[] lines = String.valueOf(root.getMessage()).split("\n", 2);
    if (root instanceof NotSerializableException) {
      return lines[0] + " is not serializable";
    }
    if (root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError) {
      return "the class " + lines[0].replace('/', '.') + " is not on the class path";
    }
    if (root.getClass() == KryoException.class) {
      return lines[0];
    }
    return root.getClass().getName() + ": " + lines[0];
  }

  /** A lambda that captured what surrounds it can do without. */
  private static String wayOutOfThis(List<Object> trace) {
    for (int i = trace.size() - 1; i > 0; i--) {
      Object owner = trace.get(i);
      if (LambdaForm.isLambda(owner)
          && LambdaForm.describeCaptured(owner, trace.get(i - 1)).startsWith(LambdaForm.THIS)) {
        return "; the lambda captured `this` because it uses a field or method of it: copy the field"
            + " into a local variable first, or make the method static";
      }
    }
    return "";
  }
}
