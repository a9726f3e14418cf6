package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.procpool.protocol.PayloadWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * An object that only Java serialization can write, as an island in Kryo's graph: its own state is
 * a stream of Java serialization, in which a {@link Handle} stands for every object that it holds;
 * those follow behind, written by Kryo, as parts of the one graph.
 *
 * <pre>
 *   | classes that are new | length 1-5 | the object's own stream | count 1-5 | what handle 0 stands for | handle 1 | ...
 * </pre>
 *
 * <p>So what is held inside and outside of an island stays one object, and need not be
 * serializable. While it is read, each handle that comes up reads what it stands for. The first one
 * holds the island's object, not yet complete, for whatever refers back to it. An object that
 * replaces itself by another has no such handle; what it holds cannot refer back to it.
 */
final class IslandSerializer extends Serializer<Object> {

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    PlainKryo graph = (PlainKryo) kryo;
    int id = graph.references().lastWritten();
    PayloadWriter bytes = new PayloadWriter(256);
    List<Object> held;
    boolean isReplaced;
    try (IslandOutput island = new IslandOutput(bytes, object, graph.islandClasses())) {
      island.writeObject(object);
      island.flush();
      held = island.held();
      isReplaced = island.isReplaced();
      graph.islandClasses().writeNew(output);
    } catch (IOException e) {
      throw new KryoException(e);
    }
    output.writeVarInt(bytes.size(), true);
    output.writeBytes(bytes.bytes(), 0, bytes.size());
    output.writeVarInt(held.size(), true);
    if (isReplaced) {
      graph.references().beginPending(id);
    }
    for (Object each : held) {
      graph.writeClassAndObject(output, each);
    }
    graph.references().endPending(id);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    PlainKryo graph = (PlainKryo) kryo;
    int id = graph.references().lastRead();
    readClasses(graph, input);
    int length = input.readVarInt(true);
    InputStream itself =
        BulkBytes.read(
            input, length, (bytes, from) -> new ByteArrayInputStream(bytes, from, length));
    int count = input.readVarInt(true);
    try (IslandInput island = new IslandInput(itself, input, graph)) {
      Object object = island.readObject();
      island.readRest(count);
      if (island.hasOwner()) {
        graph.references().replaceRead(id, object);
      }
      return object;
    } catch (IOException | ClassNotFoundException e) {
      throw new KryoException(e);
    }
  }

  private static void readClasses(PlainKryo graph, Input input) {
    try {
      graph.islandClasses().readNew(input);
    } catch (IOException | ClassNotFoundException e) {
      throw new KryoException(e);
    }
  }
}
