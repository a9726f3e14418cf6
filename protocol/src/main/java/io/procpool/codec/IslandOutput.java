package io.procpool.codec;

import io.procpool.protocol.PayloadWriter;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes one object's own state, and collects what it holds. */
final class IslandOutput extends ObjectOutputStream {

  /** What the JDK's classes put in their place, and what is small and has no identity. */
  private static final Set<String> STAY_INSIDE =
      Set.of(
          "java.lang.String",
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Character",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.StackTraceElement",
          "[Ljava.lang.StackTraceElement;",
          "java.time.Ser",
          "java.time.chrono.Ser",
          "java.util.CollSer");

  private final Object root;
  private final IslandClasses classes;
  private final List<Object> held = new ArrayList<>();
  private boolean isBegun;
  private boolean isReplaced;

  IslandOutput(PayloadWriter out, Object root, IslandClasses classes) throws IOException {
    super(out);
    this.root = root;
    this.classes = classes;
    enableReplaceObject(true);
  }

  List<Object> held() {
    return held;
  }

  /** Whether the object is not there while what it holds is read. */
  boolean isReplaced() {
    return isReplaced;
  }

  @Override
  protected Object replaceObject(Object object) {
    if (!isBegun) {
      isBegun = true;
      isReplaced = object != root || object instanceof Record; // made from its parts
      return object;
    }
    if (object == root
        || object instanceof Enum
        || object instanceof Handle // of what is written once more, unshared
        || staysInside(object)) {
      return object;
    }
    held.add(object);
    return new Handle(held.size() == 1 && !isReplaced ? root : null, held.size() - 1);
  }

  /** Kryo's bytes are around it, and tell that it is one. */
  @Override
  protected void writeStreamHeader() {}

  @Override
  protected void writeClassDescriptor(ObjectStreamClass description) throws IOException {
    IslandClasses.writeNumber(this, classes.numberOf(description));
  }

  private static boolean staysInside(Object object) {
    return STAY_INSIDE.contains(object.getClass().getName());
  }
}
