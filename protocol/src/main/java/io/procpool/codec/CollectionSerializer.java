package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A collection of the JDK that is nothing but its elements, and an order. It is made empty, so they
 * may refer to it, and filled when they are all there, so that they have their hash codes.
 */
final class CollectionSerializer extends Serializer<Collection<Object>> {

  private final Function<Collection<Object>, Comparator<?>> orderOf;
  private final BiFunction<Integer, Comparator<Object>, Collection<Object>> maker;

  /**
   * @param orderOf gives a collection's comparator; null for kinds that have none
   * @param maker makes an empty one, given a size to expect and the comparator
   */
  CollectionSerializer(
      Function<Collection<Object>, Comparator<?>> orderOf,
      BiFunction<Integer, Comparator<Object>, Collection<Object>> maker) {
    this.orderOf = orderOf;
    this.maker = maker;
  }

  @Override
  public void write(Kryo kryo, Output output, Collection<Object> collection) {
    if (orderOf != null) {
      MadeSerializer.writePending(kryo, output, orderOf.apply(collection));
    }
    Elements.write(kryo, output, collection.toArray());
  }

  @Override
  @SuppressWarnings("unchecked") // a comparator of what is in it
  public Collection<Object> read(Kryo kryo, Input input, Class<? extends Collection<Object>> type) {
    Comparator<Object> order =
        orderOf == null ? null : (Comparator<Object>) kryo.readClassAndObject(input);
    int count = Elements.readCount(input);
    Collection<Object> collection = maker.apply(Math.min(count, 1 << 16), order);
    kryo.reference(collection);
    if (collection instanceof java.util.ArrayList) {
      Elements.read(kryo, input, count, new Adding(collection));
      return collection;
    }
    // at once: some copy all they have for each that comes
    collection.addAll(Arrays.asList(Elements.read(kryo, input, count)));
    return collection;
  }

  /** No lambda, for lists come to workers that have just started. */
  private record Adding(Collection<Object> collection) implements Elements.Sink {

    @Override
    public void take(int index, Object element) {
      collection.add(element);
    }
  }
}
