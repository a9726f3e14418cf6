package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import java.lang.invoke.SerializedLambda;

/**
 * A lambda in a graph, or what one has put in its place: what it captured is part of the graph.
 * Those of the JDK's own classes, such as {@code Comparator.comparing}, only the JDK can make
 * again: they are islands.
 */
final class LambdaSerializer extends Serializer<Object> {

  private final IslandSerializer island = new IslandSerializer();

  @Override
  public void write(Kryo kryo, Output output, Object lambda) {
    boolean isOfTheJdk = isOfTheJdk(lambda, kryo);
    output.writeBoolean(isOfTheJdk);
    if (isOfTheJdk) {
      island.write(kryo, output, lambda);
      return;
    }
    LambdaForm form = formOf(lambda);
    form.check(kryo.getClassLoader());
    PayloadWriter names = new PayloadWriter(256);
    form.putNames(names);
    output.writeVarInt(names.size(), true);
    output.writeBytes(names.bytes(), 0, names.size());
    References references = ((PlainKryo) kryo).references();
    int id = references.lastWritten();
    references.beginPending(id);
    Elements.write(kryo, output, form.captured());
    references.endPending(id);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    if (input.readBoolean()) {
      return island.read(kryo, input, type);
    }
    byte[] bytes = input.readBytes(input.readVarInt(true));
    LambdaForm names = LambdaForm.getNames(new PayloadReader(bytes));
    try {
      return ((PlainKryo) kryo).lambdas().make(names.withCaptured(Elements.read(kryo, input)));
    } catch (CodecException e) {
      throw new Refusal(e.getMessage(), e);
    }
  }

  private static boolean isOfTheJdk(Object lambda, Kryo kryo) {
    if (!(lambda instanceof SerializedLambda form)) {
      return Types.isOfTheJdk(lambda.getClass());
    }
    try {
      String capturing = form.getCapturingClass().replace('/', '.');
      return Types.isOfTheJdk(Class.forName(capturing, false, kryo.getClassLoader()));
    } catch (ClassNotFoundException e) {
      throw new KryoException(e);
    }
  }

  private static LambdaForm formOf(Object lambda) {
    if (lambda instanceof SerializedLambda form) {
      return LambdaForm.of(form);
    }
    try {
      return LambdaForm.of(lambda);
    } catch (CodecException e) {
      throw new Refusal(e.getMessage(), e);
    }
  }
}
