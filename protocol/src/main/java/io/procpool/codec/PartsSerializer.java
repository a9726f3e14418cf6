package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What holds no other objects: a few bytes. */
final class PartsSerializer<T> extends Serializer<T> {

  private final BiConsumer<Output, T> writer;
  private final Function<Input, T> reader;

  PartsSerializer(BiConsumer<Output, T> writer, Function<Input, T> reader) {
    this.writer = writer;
    this.reader = reader;
  }

  @Override
  public void write(Kryo kryo, Output output, T object) {
    writer.accept(output, object);
  }

  @Override
  public T read(Kryo kryo, Input input, Class<? extends T> type) {
    return reader.apply(input);
  }
}
