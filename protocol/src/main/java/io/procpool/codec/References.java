package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.util.MapReferenceResolver;
import java.util.BitSet;

/**
 * Which objects of an item are written or read already.
 *
 * <p>An object that is made from its parts, such as a record, does not exist while its parts are
 * read, so none of them can refer to it. Such an object is <em>pending</em> while its parts are
 * written, and a reference back to it is refused there, where the caller can be told.
 */
final class References extends MapReferenceResolver {

  private final BitSet pending = new BitSet();
  private int lastRead = -1;

  /** The number of the object whose writing was begun last. */
  int lastWritten() {
    return writtenObjects.size - 1;
  }

  /** The number of the object whose reading was begun last. */
  int lastRead() {
    return lastRead;
  }

  /** Until {@link #endPending}, nothing can refer to this object. */
  void beginPending(int written) {
    pending.set(written);
  }

  void endPending(int written) {
    pending.clear(written);
  }

  /** What is read is another object than what its own parts were told it is. */
  void replaceRead(int read, Object object) {
    if (object != null) {
      setReadObject(read, object);
    }
  }

  @Override
  public int getWrittenId(Object object) {
    int id = super.getWrittenId(object);
    if (id >= 0 && !pending.isEmpty() && pending.get(id)) {
      throw new Refusal(
          "it holds a reference back to itself, and a "
              + kindOf(object.getClass())
              + " is only made when all that it holds is there",
          "hold what refers back in an object of a class of your own, whose fields are not final");
    }
    return id;
  }

  @Override
  public int nextReadId(@SuppressWarnings("rawtypes") Class type) {
    lastRead = super.nextReadId(type);
    return lastRead;
  }

  @Override
  public void reset() {
    super.reset();
    pending.clear();
    lastRead = -1;
  }

  private static String kindOf(Class<?> type) {
    return type.isRecord() ? "record" : type.isHidden() ? "lambda" : type.getName();
  }
}
