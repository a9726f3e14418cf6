package io.procpool.codec;

import io.procpool.protocol.PayloadWriter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the class file of a {@link DirectCall}. In Java it would be this, for a lambda that takes
 * a String and has captured a long:
 *
 * <pre>{@code
 * final class Main$$Call implements DirectCall {
 *   static { DirectCall.made(new Main$$Call()); }
 *   public Object run(Object[] first, Object last) {
 *     return Main.lambda$main$0((Long) first[0], (String) last);
 *   }
 * }
 * }</pre>
 */
final class DirectCallClass {

  private static final String OBJECT = "java/lang/Object";
  private static final String CALL = "io/procpool/codec/DirectCall";
  private static final String RUN_TYPE =
      "([Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";

  private static final String LOOKUP_TYPE = "Ljava/lang/invoke/MethodHandles$Lookup;";

  private static final int MAGIC = 0xcafebabe;
  private static final int JAVA_17 = 61;
  private static final int FINAL_SYNTHETIC = 0x1010;
  private static final int PUBLIC = 0x1;
  private static final int STATIC = 0x8;

  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int NAME_AND_TYPE = 12;

  private static final int ALOAD_0 = 0x2a;
  private static final int ALOAD_1 = 0x2b;
  private static final int ALOAD_2 = 0x2c;
  private static final int SIPUSH = 0x11;
  private static final int AALOAD = 0x32;
  private static final int AASTORE = 0x53;
  private static final int DUP = 0x59;
  private static final int ARETURN = 0xb0;
  private static final int RETURN = 0xb1;
  private static final int INVOKEVIRTUAL = 0xb6;
  private static final int INVOKESPECIAL = 0xb7;
  private static final int INVOKESTATIC = 0xb8;
  private static final int NEW = 0xbb;
  private static final int ANEWARRAY = 0xbd;
  private static final int PUTSTATIC = 0xb3;
  private static final int GETFIELD = 0xb4;
  private static final int CHECKCAST = 0xc0;

  /** The array, it again, a place in it, and a long. */
  private static final int MOST_FOR_A_FIELD = 5;

  /** By the descriptor's letter. */
  private static final Map<String, String> BOXES =
      Map.of(
          "Z", "java/lang/Boolean",
          "B", "java/lang/Byte",
          "S", "java/lang/Short",
          "C", "java/lang/Character",
          "I", "java/lang/Integer",
          "J", "java/lang/Long",
          "F", "java/lang/Float",
          "D", "java/lang/Double");

  private final PayloadWriter constants = new PayloadWriter(512);
  private final Map<String, Integer> numbers = new HashMap<>();
  private final String name;

  private DirectCallClass(String name) {
    this.name = name;
  }

  /**
   * Whether a call takes but casts and unboxing, and is allowed.
   *
   * @param beside the class in whose package it would be, and from where it is to call
   * @param lastType of the last argument, as a descriptor; {@code null} if that is one of the first
   */
  static boolean isPossible(Class<?> beside, Executable called, String lastType) {
    boolean isVoid = called instanceof Method method && method.getReturnType() == void.class;
    if (isVoid || !isCallable(called, beside)) {
      return false;
    }
    Class<?>[] types = called.getParameterTypes();
    String box = lastType == null ? null : BOXES.get(types[types.length - 1].descriptorString());
    return box == null || lastType.equals("L" + box + ";"); // else it would have to be widened
  }

  /** For a static method or a constructor, where it is {@linkplain #isPossible possible}. */
  static byte[] of(Class<?> beside, Executable called, String lastType) {
    String name = beside.getName().replace('.', '/');
    DirectCallClass made = new DirectCallClass(name + "$$Call");
    return made.write(made.runCode(called, lastType), 2 * called.getParameterCount() + 4);
  }

  /** That gives an array of the values of the last argument's fields, all of one class. */
  static byte[] of(Class<?> type, Field[] fields) {
    String name = type.getName().replace('.', '/');
    DirectCallClass made = new DirectCallClass(name + "$$Call");
    return made.write(made.fieldsCode(name, fields), MOST_FOR_A_FIELD);
  }

  /**
   * For {@link DirectCalls}, whose own lookup has not all rights in another loader's classes. In
   * Java:
   *
   * <pre>{@code
   * final class ProcpoolLookup$$ {
   *   static Lookup lookup = MethodHandles.lookup();
   *   static { DirectCall.looked(lookup); }
   * }
   * }</pre>
   *
   * @param beside the class in whose package it is to be
   */
  static byte[] ofLookup(Class<?> beside) {
    String inPackage = beside.getPackageName().replace('.', '/');
    return new DirectCallClass((inPackage.isEmpty() ? "" : inPackage + '/') + "ProcpoolLookup$$")
        .writeLookup();
  }

  private static boolean isCallable(Executable called, Class<?> from) {
    Class<?> owner = called.getDeclaringClass();
    return owner.isNestmateOf(from)
        || Modifier.isPublic(owner.getModifiers()) && Modifier.isPublic(called.getModifiers());
  }

  /**
   * @param slots of the stack that the code may take; a long takes two
   */
  private byte[] write(PayloadWriter run, int slots) {
    PayloadWriter members = new PayloadWriter(256);
    shorts(members, FINAL_SYNTHETIC, classNumber(name), classNumber(OBJECT), 1, classNumber(CALL));
    shorts(members, 0, 3); // no fields, three methods
    addMethod(members, 0, "<init>", "()V", 1, 1, initCode());
    addMethod(members, STATIC, "<clinit>", "()V", 2, 0, staticCode());
    addMethod(members, PUBLIC, "run", RUN_TYPE, slots, 3, run);
    return file(members);
  }

  private byte[] writeLookup() {
    PayloadWriter members = new PayloadWriter(256);
    shorts(members, FINAL_SYNTHETIC, classNumber(name), classNumber(OBJECT), 0);
    shorts(members, 1, STATIC, utf8Number("lookup"), utf8Number(LOOKUP_TYPE), 0, 1); // one of each
    addMethod(members, STATIC, "<clinit>", "()V", 2, 0, lookupCode());
    return file(members);
  }

  /**
   * @param members its class, its superclass, its interfaces, fields and methods
   */
  private byte[] file(PayloadWriter members) {
    shorts(members, 0); // no attributes
    PayloadWriter file = new PayloadWriter(1024);
    file.writeInt(MAGIC);
    shorts(file, 0, JAVA_17, numbers.size() + 1);
    file.write(constants.bytes(), 0, constants.size());
    file.write(members.bytes(), 0, members.size());
    return file.toByteArray();
  }

  private PayloadWriter initCode() {
    PayloadWriter code = new PayloadWriter(8);
    code.write(ALOAD_0);
    operation(code, INVOKESPECIAL, memberNumber(METHOD, OBJECT, "<init>", "()V"));
    code.write(RETURN);
    return code;
  }

  private PayloadWriter staticCode() {
    PayloadWriter code = new PayloadWriter(16);
    operation(code, NEW, classNumber(name));
    code.write(DUP);
    operation(code, INVOKESPECIAL, memberNumber(METHOD, name, "<init>", "()V"));
    String type = "(L" + CALL + ";)V";
    operation(code, INVOKESTATIC, memberNumber(INTERFACE_METHOD, CALL, "made", type));
    code.write(RETURN);
    return code;
  }

  private PayloadWriter lookupCode() {
    PayloadWriter code = new PayloadWriter(16);
    String handles = "java/lang/invoke/MethodHandles";
    operation(code, INVOKESTATIC, memberNumber(METHOD, handles, "lookup", "()" + LOOKUP_TYPE));
    code.write(DUP);
    operation(code, PUTSTATIC, memberNumber(FIELD, name, "lookup", LOOKUP_TYPE));
    String type = "(" + LOOKUP_TYPE + ")V";
    operation(code, INVOKESTATIC, memberNumber(INTERFACE_METHOD, CALL, "looked", type));
    code.write(RETURN);
    return code;
  }

  private PayloadWriter runCode(Executable called, String lastType) {
    PayloadWriter code = new PayloadWriter(64);
    String owner = called.getDeclaringClass().getName().replace('.', '/');
    if (called instanceof Constructor) {
      operation(code, NEW, classNumber(owner));
      code.write(DUP);
    }
    Class<?>[] types = called.getParameterTypes();
    int first = lastType == null ? types.length : types.length - 1;
    for (int i = 0; i < first; i++) {
      code.write(ALOAD_1);
      operation(code, SIPUSH, i);
      code.write(AALOAD);
      addConversion(code, types[i]);
    }
    if (lastType != null) {
      code.write(ALOAD_2);
      addCast(code, lastType);
      addConversion(code, types[first]);
    }
    if (called instanceof Method method) {
      int kind = method.getDeclaringClass().isInterface() ? INTERFACE_METHOD : METHOD;
      String type = LambdaForm.descriptor(types, method.getReturnType());
      operation(code, INVOKESTATIC, memberNumber(kind, owner, method.getName(), type));
      addBoxing(code, method.getReturnType().descriptorString());
    } else {
      String type = LambdaForm.descriptor(types, void.class);
      operation(code, INVOKESPECIAL, memberNumber(METHOD, owner, "<init>", type));
    }
    code.write(ARETURN);
    return code;
  }

  private PayloadWriter fieldsCode(String owner, Field[] fields) {
    PayloadWriter code = new PayloadWriter(64);
    operation(code, SIPUSH, fields.length);
    operation(code, ANEWARRAY, classNumber(OBJECT));
    for (int i = 0; i < fields.length; i++) {
      String type = fields[i].getType().descriptorString();
      code.write(DUP);
      operation(code, SIPUSH, i);
      code.write(ALOAD_2);
      operation(code, CHECKCAST, classNumber(owner));
      operation(code, GETFIELD, memberNumber(FIELD, owner, fields[i].getName(), type));
      addBoxing(code, type);
      code.write(AASTORE);
    }
    code.write(ARETURN);
    return code;
  }

  /** Makes an object what a parameter takes. */
  private void addConversion(PayloadWriter code, Class<?> type) {
    String descriptor = type.descriptorString();
    String box = BOXES.get(descriptor);
    if (box == null) {
      addCast(code, descriptor);
      return;
    }
    addCast(code, "L" + box + ";");
    String getter = type.getName() + "Value";
    operation(code, INVOKEVIRTUAL, memberNumber(METHOD, box, getter, "()" + descriptor));
  }

  private void addCast(PayloadWriter code, String type) {
    if (!type.equals("Ljava/lang/Object;")) {
      boolean isArray = type.startsWith("[");
      operation(
          code, CHECKCAST, classNumber(isArray ? type : type.substring(1, type.length() - 1)));
    }
  }

  private void addBoxing(PayloadWriter code, String type) {
    String box = BOXES.get(type);
    if (box != null) {
      String made = "(" + type + ")L" + box + ";";
      operation(code, INVOKESTATIC, memberNumber(METHOD, box, "valueOf", made));
    }
  }

  private void addMethod(
      PayloadWriter members,
      int access,
      String methodName,
      String type,
      int stack,
      int locals,
      PayloadWriter code) {
    shorts(members, access, utf8Number(methodName), utf8Number(type), 1, utf8Number("Code"));
    members.writeInt(code.size() + 12);
    shorts(members, stack, locals);
    members.writeInt(code.size());
    members.write(code.bytes(), 0, code.size());
    shorts(members, 0, 0);
  }

  private int memberNumber(int kind, String owner, String memberName, String type) {
    int ownerNumber = classNumber(owner);
    int nameNumber = utf8Number(memberName);
    int pair = number(NAME_AND_TYPE, nameNumber, utf8Number(type));
    return number(kind, ownerNumber, pair);
  }

  private int classNumber(String className) {
    return number(CLASS, utf8Number(className), 0);
  }

  private int utf8Number(String text) {
    String key = "=" + text;
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    constants.write(UTF8);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == text.length()) {
      shorts(constants, bytes.length);
      constants.write(bytes);
    } else {
      putModified(text);
    }
    return next(key);
  }

  /**
   * A supplementary letter is two surrogates in a class file. To load this takes a cold JVM time.
   */
  private void putModified(String text) {
    try {
      new DataOutputStream(constants).writeUTF(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it was not too long in its own class file
    }
  }

  private int number(int kind, int first, int second) {
    String key = kind + " " + first + " " + second;
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    constants.write(kind);
    shorts(constants, first);
    if (kind != CLASS) {
      shorts(constants, second);
    }
    return next(key);
  }

  private int next(String key) {
    numbers.put(key, numbers.size() + 1);
    return numbers.size();
  }

  private static void operation(PayloadWriter code, int operation, int operand) {
    code.write(operation);
    shorts(code, operand);
  }

  private static void shorts(PayloadWriter out, int... values) {
    for (int value : values) {
      out.write(value >> 8);
      out.write(value);
    }
  }
}
