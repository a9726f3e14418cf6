package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.procpool.protocol.AnnexReader;
import io.procpool.protocol.PayloadReader;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * A buffer: what it holds up to its limit, position and byte order. On the heap or not as the
 * original; what it is mapped to, or a part of, stays behind.
 *
 * <p>A large byte array as a whole goes where large arrays go, and not with the payload.
 */
final class BufferSerializer extends Serializer<Buffer> {

  private enum Kind {
    BYTE(1),
    CHAR(2),
    SHORT(2),
    INT(4),
    LONG(8),
    FLOAT(4),
    DOUBLE(8);

    private final int width;

    Kind(int width) {
      this.width = width;
    }
  }

  private static final int DIRECT = 1;
  private static final int READ_ONLY = 2;
  private static final int LITTLE_ENDIAN = 4;
  private static final int ANNEXED = 8;

  @Override
  public void write(Kryo kryo, Output output, Buffer buffer) {
    Kind kind = kindOf(buffer);
    ByteOrder order = orderOf(buffer);
    byte[] reference =
        output instanceof GraphOutput graph && isWholeArray(buffer)
            ? graph.annex(buffer.array(), buffer.limit())
            : null;
    output.writeByte(kind.ordinal());
    output.writeByte(
        (buffer.isDirect() ? DIRECT : 0)
            | (buffer.isReadOnly() ? READ_ONLY : 0)
            | (order == ByteOrder.LITTLE_ENDIAN ? LITTLE_ENDIAN : 0)
            | (reference != null ? ANNEXED : 0));
    output.writeVarInt(buffer.position(), true);
    output.writeVarInt(buffer.limit(), true);
    if (reference != null) {
      output.write(reference);
      return;
    }
    long length = (long) buffer.limit() * kind.width;
    BulkBytes.write(
        output,
        length,
        (to, at) ->
            copy(
                buffer.duplicate().rewind(),
                ByteBuffer.wrap(to, at, (int) length).slice().order(order)));
  }

  @Override
  public Buffer read(Kryo kryo, Input input, Class<? extends Buffer> type) {
    Kind kind = Kind.values()[input.readByte()];
    int flags = input.readByte();
    int position = input.readVarInt(true);
    int limit = input.readVarInt(true);
    int length = Math.multiplyExact(limit, kind.width);
    ByteBuffer bytes =
        (flags & ANNEXED) == 0
            ? BulkBytes.read(
                input, length, (from, at) -> made((flags & DIRECT) != 0, from, at, length))
            : annexed(input, ((PlainKryo) kryo).annex());
    bytes.order((flags & LITTLE_ENDIAN) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    Buffer buffer = onHeap(kind, view(kind, bytes));
    ByteOrder order = bytes.order();
    Buffer made = (flags & READ_ONLY) == 0 ? buffer : readOnly(buffer);
    if (made instanceof ByteBuffer byteBuffer) {
      byteBuffer.order(order);
    }
    return made.position(position);
  }

  private static ByteBuffer annexed(Input input, AnnexReader annex) {
    PayloadReader reference = new PayloadReader(input.readBytes(AnnexedArrays.REFERENCE_LENGTH));
    return ByteBuffer.wrap((byte[]) AnnexedArrays.get(byte[].class, reference, annex));
  }

  private static boolean isWholeArray(Buffer buffer) {
    return buffer instanceof ByteBuffer bytes
        && bytes.hasArray()
        && bytes.arrayOffset() == 0
        && bytes.array().length == bytes.limit();
  }

  private static ByteBuffer made(boolean isDirect, byte[] from, int at, int length) {
    ByteBuffer bytes = isDirect ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
    return bytes.put(from, at, length).rewind();
  }

  /** One of the heap of the machine's order has an array, as {@code wrap} gives it. */
  private static Buffer onHeap(Kind kind, Buffer view) {
    if (view.isDirect() || orderOf(view) != ByteOrder.nativeOrder()) {
      return view;
    }
    return switch (kind) {
      case BYTE -> view;
      case CHAR -> CharBuffer.allocate(view.limit()).put((CharBuffer) view).flip();
      case SHORT -> ShortBuffer.allocate(view.limit()).put((ShortBuffer) view).flip();
      case INT -> IntBuffer.allocate(view.limit()).put((IntBuffer) view).flip();
      case LONG -> LongBuffer.allocate(view.limit()).put((LongBuffer) view).flip();
      case FLOAT -> FloatBuffer.allocate(view.limit()).put((FloatBuffer) view).flip();
      case DOUBLE -> DoubleBuffer.allocate(view.limit()).put((DoubleBuffer) view).flip();
    };
  }

  private static Buffer view(Kind kind, ByteBuffer bytes) {
    return switch (kind) {
      case BYTE -> bytes;
      case CHAR -> bytes.asCharBuffer();
      case SHORT -> bytes.asShortBuffer();
      case INT -> bytes.asIntBuffer();
      case LONG -> bytes.asLongBuffer();
      case FLOAT -> bytes.asFloatBuffer();
      case DOUBLE -> bytes.asDoubleBuffer();
    };
  }

  private static Buffer readOnly(Buffer buffer) {
    return switch (kindOf(buffer)) {
      case BYTE -> ((ByteBuffer) buffer).asReadOnlyBuffer();
      case CHAR -> ((CharBuffer) buffer).asReadOnlyBuffer();
      case SHORT -> ((ShortBuffer) buffer).asReadOnlyBuffer();
      case INT -> ((IntBuffer) buffer).asReadOnlyBuffer();
      case LONG -> ((LongBuffer) buffer).asReadOnlyBuffer();
      case FLOAT -> ((FloatBuffer) buffer).asReadOnlyBuffer();
      case DOUBLE -> ((DoubleBuffer) buffer).asReadOnlyBuffer();
    };
  }

  private static void copy(Buffer from, ByteBuffer to) {
    switch (kindOf(from)) {
      case BYTE -> to.put((ByteBuffer) from);
      case CHAR -> to.asCharBuffer().put((CharBuffer) from);
      case SHORT -> to.asShortBuffer().put((ShortBuffer) from);
      case INT -> to.asIntBuffer().put((IntBuffer) from);
      case LONG -> to.asLongBuffer().put((LongBuffer) from);
      case FLOAT -> to.asFloatBuffer().put((FloatBuffer) from);
      case DOUBLE -> to.asDoubleBuffer().put((DoubleBuffer) from);
    }
  }

  private static Kind kindOf(Buffer buffer) {
    if (buffer instanceof ByteBuffer) {
      return Kind.BYTE;
    }
    if (buffer instanceof CharBuffer) {
      return Kind.CHAR;
    }
    if (buffer instanceof ShortBuffer) {
      return Kind.SHORT;
    }
    if (buffer instanceof IntBuffer) {
      return Kind.INT;
    }
    if (buffer instanceof LongBuffer) {
      return Kind.LONG;
    }
    return buffer instanceof FloatBuffer ? Kind.FLOAT : Kind.DOUBLE;
  }

  private static ByteOrder orderOf(Buffer buffer) {
    return switch (kindOf(buffer)) {
      case BYTE -> ((ByteBuffer) buffer).order();
      case CHAR -> ((CharBuffer) buffer).order();
      case SHORT -> ((ShortBuffer) buffer).order();
      case INT -> ((IntBuffer) buffer).order();
      case LONG -> ((LongBuffer) buffer).order();
      case FLOAT -> ((FloatBuffer) buffer).order();
      case DOUBLE -> ((DoubleBuffer) buffer).order();
    };
  }
}
