package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** One field of a class or record, as it is written and read. */
final class Slot {

  private enum Kind {
    BOOLEAN,
    BYTE,
    SHORT,
    CHAR,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    /** Its class tells what is in it. */
    KNOWN,
    /** It may hold an object of any class below its own. */
    ANY
  }

  final Field field;
  private final Kind kind;
  private Serializer<?> known;

  /**
   * @throws java.lang.reflect.InaccessibleObjectException if its module does not open its package
   */
  Slot(Field field, Kryo kryo) {
    this.field = field;
    field.setAccessible(true);
    kind = kindOf(field.getType(), kryo);
  }

  /** The fields of a class and its superclasses that are state, in an order of their own. */
  static List<Field> fieldsOf(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      List<Field> own = new ArrayList<>();
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !Modifier.isTransient(field.getModifiers())) {
          own.add(field);
        }
      }
      own.sort((a, b) -> a.getName().compareTo(b.getName())); // reflection promises no order
      fields.addAll(own);
    }
    return fields;
  }

  void write(Kryo kryo, Output output, Object owner) throws IllegalAccessException {
    switch (kind) {
      case BOOLEAN -> output.writeBoolean(field.getBoolean(owner));
      case BYTE -> output.writeByte(field.getByte(owner));
      case SHORT -> output.writeShort(field.getShort(owner));
      case CHAR -> output.writeChar(field.getChar(owner));
      case INT -> output.writeVarInt(field.getInt(owner), false);
      case LONG -> output.writeVarLong(field.getLong(owner), false);
      case FLOAT -> output.writeFloat(field.getFloat(owner));
      case DOUBLE -> output.writeDouble(field.getDouble(owner));
      case KNOWN -> kryo.writeObjectOrNull(output, field.get(owner), known(kryo));
      case ANY -> kryo.writeClassAndObject(output, field.get(owner));
    }
  }

  /** Writes its value, which the owner has given. */
  void writeValue(Kryo kryo, Output output, Object value) {
    switch (kind) {
      case BOOLEAN -> output.writeBoolean((Boolean) value);
      case BYTE -> output.writeByte((Byte) value);
      case SHORT -> output.writeShort((Short) value);
      case CHAR -> output.writeChar((Character) value);
      case INT -> output.writeVarInt((Integer) value, false);
      case LONG -> output.writeVarLong((Long) value, false);
      case FLOAT -> output.writeFloat((Float) value);
      case DOUBLE -> output.writeDouble((Double) value);
      case KNOWN -> kryo.writeObjectOrNull(output, value, known(kryo));
      case ANY -> kryo.writeClassAndObject(output, value);
    }
  }

  /** Its value, for an owner that is made from all of them. */
  Object read(Kryo kryo, Input input) {
    return switch (kind) {
      case BOOLEAN -> input.readBoolean();
      case BYTE -> input.readByte();
      case SHORT -> input.readShort();
      case CHAR -> input.readChar();
      case INT -> input.readVarInt(false);
      case LONG -> input.readVarLong(false);
      case FLOAT -> input.readFloat();
      case DOUBLE -> input.readDouble();
      case KNOWN -> kryo.readObjectOrNull(input, field.getType(), known(kryo));
      case ANY -> kryo.readClassAndObject(input);
    };
  }

  void readInto(Object owner, Kryo kryo, Input input) throws IllegalAccessException {
    switch (kind) {
      case INT -> field.setInt(owner, input.readVarInt(false));
      case LONG -> field.setLong(owner, input.readVarLong(false));
      case DOUBLE -> field.setDouble(owner, input.readDouble());
      default -> field.set(owner, read(kryo, input));
    }
  }

  private Serializer<?> known(Kryo kryo) {
    if (known == null) {
      known = kryo.getSerializer(field.getType());
    }
    return known;
  }

  /** Not by {@code valueOf}, which looks for its table by reflection: a millisecond on JDK 25. */
  private static Kind kindOf(Class<?> type, Kryo kryo) {
    if (!type.isPrimitive()) {
      return kryo.isFinal(type) ? Kind.KNOWN : Kind.ANY;
    }
    return switch (type.getName()) {
      case "boolean" -> Kind.BOOLEAN;
      case "byte" -> Kind.BYTE;
      case "short" -> Kind.SHORT;
      case "char" -> Kind.CHAR;
      case "int" -> Kind.INT;
      case "long" -> Kind.LONG;
      case "float" -> Kind.FLOAT;
      default -> Kind.DOUBLE;
    };
  }
}
