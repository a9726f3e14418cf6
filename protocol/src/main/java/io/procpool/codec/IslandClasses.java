package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.procpool.protocol.PayloadWriter;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes that the islands of an item have described so far. A description is long, and most
 * items have many islands of few classes, so it crosses once per item: in front of the island that
 * needs it first, because what that one holds is read before its own end is.
 */
final class IslandClasses {

  private final List<ObjectStreamClass> read = new ArrayList<>();
  private final Map<Class<?>, Integer> written = new HashMap<>();
  private final List<ObjectStreamClass> unwritten = new ArrayList<>();

  IslandClasses() {
    reset();
  }

  /** Forgets all but {@link Handle}, which both sides have. */
  void reset() {
    read.clear();
    written.clear();
    unwritten.clear();
    written.put(Handle.class, 0);
    read.add(ObjectStreamClass.lookup(Handle.class));
  }

  /** The number of a class that an island needs. */
  int numberOf(ObjectStreamClass description) {
    Integer known = written.get(description.forClass());
    if (known != null) {
      return known;
    }
    unwritten.add(description);
    written.put(description.forClass(), written.size());
    return written.size() - 1;
  }

  /** Writes what must be known before the island can be read. */
  void writeNew(Output output) throws IOException {
    output.writeVarInt(unwritten.size(), true);
    if (unwritten.isEmpty()) {
      return;
    }
    PayloadWriter bytes = new PayloadWriter(256);
    try (Descriptions descriptions = new Descriptions(bytes)) {
      for (ObjectStreamClass each : unwritten) {
        descriptions.writeClassDescriptor(each);
      }
    }
    unwritten.clear();
    output.writeVarInt(bytes.size(), true);
    output.writeBytes(bytes.bytes(), 0, bytes.size());
  }

  void readNew(Input input) throws IOException, ClassNotFoundException {
    int count = input.readVarInt(true);
    if (count == 0) {
      return;
    }
    int length = input.readVarInt(true);
    InputStream bytes =
        BulkBytes.read(input, length, (all, from) -> new ByteArrayInputStream(all, from, length));
    try (DescriptionsInput descriptions = new DescriptionsInput(bytes)) {
      for (int i = 0; i < count; i++) {
        read.add(descriptions.readClassDescriptor());
      }
    }
  }

  ObjectStreamClass get(int number) throws IOException {
    if (number >= read.size()) {
      throw new IOException("the class " + number + " was not described");
    }
    return read.get(number);
  }

  static void writeNumber(OutputStream out, int number) throws IOException {
    int rest = number;
    while (rest >= 0x80) {
      out.write(rest | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  static int readNumber(InputStream in) throws IOException {
    int number = 0;
    for (int shift = 0; shift < 32; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      number |= (next & 0x7f) << shift;
      if (next < 0x80) {
        return number;
      }
    }
    throw new IOException("a class's number is too long");
  }

  private static final class Descriptions extends ObjectOutputStream {

    Descriptions(OutputStream out) throws IOException {
      super(out);
    }

    @Override
    protected void writeStreamHeader() {}

    @Override // for the class around it
    protected void writeClassDescriptor(ObjectStreamClass description) throws IOException {
      super.writeClassDescriptor(description);
    }
  }

  private static final class DescriptionsInput extends ObjectInputStream {

    DescriptionsInput(InputStream in) throws IOException {
      super(in);
    }

    @Override
    protected void readStreamHeader() {}

    @Override // for the class around it
    protected ObjectStreamClass readClassDescriptor() throws IOException, ClassNotFoundException {
      return super.readClassDescriptor();
    }
  }
}
