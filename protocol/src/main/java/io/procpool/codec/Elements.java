package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.serializers.DefaultSerializers.DoubleSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.DefaultSerializers.IntSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.DefaultSerializers.LongSerializer;
import java.util.Arrays;

/**
 * Objects in a row. Those of one class, as most are, name it once.
 *
 * <pre>
 *   | count 1-5 | how 1 | class, unless mixed | each element |
 * </pre>
 */
final class Elements {

  private static final byte MIXED = 0;
  private static final byte OF_ONE_CLASS = 1;
  private static final byte OF_ONE_CLASS_OR_NULL = 2;
  private static final int FIRST_ROOM = 1024;

  private Elements() {}

  static void write(Kryo kryo, Output output, Object[] elements) {
    write(kryo, output, elements, 0, elements.length, 1);
  }

  /** Writes every so manieth of some elements. */
  static void write(Kryo kryo, Output output, Object[] elements, int from, int to, int step) {
    output.writeVarInt((to - from + step - 1) / step, true);
    if (from >= to) {
      return;
    }
    Class<?> type = null;
    byte how = OF_ONE_CLASS;
    for (int i = from; i < to; i += step) {
      if (elements[i] == null) {
        how = OF_ONE_CLASS_OR_NULL;
      } else if (type == null) {
        type = elements[i].getClass();
      } else if (type != elements[i].getClass()) {
        how = MIXED;
        break;
      }
    }
    if (type == null) {
      how = MIXED;
    }
    output.writeByte(how);
    if (how == MIXED) {
      for (int i = from; i < to; i += step) {
        kryo.writeClassAndObject(output, elements[i]);
      }
      return;
    }
    Registration registration = kryo.writeClass(output, type);
    Serializer<?> serializer = registration.getSerializer();
    if (how == OF_ONE_CLASS_OR_NULL) {
      for (int i = from; i < to; i += step) {
        kryo.writeObjectOrNull(output, elements[i], serializer);
      }
    } else if (serializer instanceof LongSerializer) {
      for (int i = from; i < to; i += step) {
        output.writeVarLong((Long) elements[i], false);
      }
    } else if (serializer instanceof IntSerializer) {
      for (int i = from; i < to; i += step) {
        output.writeVarInt((Integer) elements[i], false);
      }
    } else if (serializer instanceof DoubleSerializer) {
      for (int i = from; i < to; i += step) {
        output.writeDouble((Double) elements[i]);
      }
    } else {
      for (int i = from; i < to; i += step) {
        kryo.writeObject(output, elements[i], serializer);
      }
    }
  }

  /** How many elements come. */
  static int readCount(Input input) {
    return input.readVarInt(true);
  }

  /** Where each element goes that was read. */
  interface Sink {
    void take(int index, Object element);
  }

  static Object[] read(Kryo kryo, Input input) {
    return read(kryo, input, readCount(input));
  }

  static Object[] read(Kryo kryo, Input input, int count) {
    Row row = new Row(count);
    read(kryo, input, count, row);
    return row.elements;
  }

  static void read(Kryo kryo, Input input, int count, Sink sink) {
    if (count == 0) {
      return;
    }
    byte how = input.readByte();
    if (how == MIXED) {
      for (int i = 0; i < count; i++) {
        sink.take(i, at(i, kryo, input, null, true));
      }
      return;
    }
    Registration registration = kryo.readClass(input);
    if (registration.getSerializer() instanceof LongSerializer) {
      readLongs(kryo, input, count, how, registration, sink);
      return;
    }
    boolean mayBeNull = how == OF_ONE_CLASS_OR_NULL;
    for (int i = 0; i < count; i++) {
      sink.take(i, at(i, kryo, input, registration, mayBeNull));
    }
  }

  private static void readLongs(
      Kryo kryo, Input input, int count, byte how, Registration registration, Sink sink) {
    for (int i = 0; i < count; i++) {
      sink.take(
          i,
          how == OF_ONE_CLASS
              ? (Object) input.readVarLong(false)
              : at(i, kryo, input, registration, true));
    }
  }

  private static Object at(
      int index, Kryo kryo, Input input, Registration registration, boolean mayBeNull) {
    try {
      if (registration == null) {
        return kryo.readClassAndObject(input);
      }
      Class<?> type = registration.getType();
      return mayBeNull
          ? kryo.readObjectOrNull(input, type, registration.getSerializer())
          : kryo.readObject(input, type, registration.getSerializer());
    } catch (RuntimeException e) {
      throw ReadFailure.at("[" + index + "]", e);
    }
  }

  /**
   * Grows as they come, for what claims to be long may be broken. A class and no lambda: to link
   * one takes long in a worker that has just started.
   */
  private static final class Row implements Sink {

    private final int count;
    private Object[] elements;

    Row(int count) {
      this.count = count;
      elements = new Object[Math.min(count, FIRST_ROOM)];
    }

    @Override
    public void take(int index, Object element) {
      if (index == elements.length) {
        elements = Arrays.copyOf(elements, (int) Math.min(count, index * 4L));
      }
      elements[index] = element;
    }
  }
}
