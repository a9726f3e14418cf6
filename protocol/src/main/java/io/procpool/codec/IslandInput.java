package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.io.Input;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.List;

/** Reads one object's own state, and what it holds from behind it, each when its handle comes. */
final class IslandInput extends ObjectInputStream {

  private final PlainKryo graph;
  private final Input input;
  private final List<Object> held = new ArrayList<>();
  private boolean hasOwner;

  /**
   * @param itself the object's own stream
   * @param input has what it holds
   */
  IslandInput(InputStream itself, Input input, PlainKryo graph) throws IOException {
    super(itself);
    this.graph = graph;
    this.input = input;
    enableResolveObject(true);
  }

  /** Whether the object was told to what it holds, before it was complete. */
  boolean hasOwner() {
    return hasOwner;
  }

  /** Reads what the object's class did not ask for: something else comes behind it. */
  void readRest(int count) {
    while (held.size() < count) {
      held.add(graph.readClassAndObject(input));
    }
  }

  @Override
  protected Object resolveObject(Object object) {
    if (!(object instanceof Handle handle)) {
      return object;
    }
    if (handle.owner != null && !hasOwner) {
      hasOwner = true;
      graph.reference(handle.owner);
    }
    readRest(handle.index + 1);
    return held.get(handle.index);
  }

  @Override
  protected void readStreamHeader() {}

  @Override
  protected ObjectStreamClass readClassDescriptor() throws IOException {
    return graph.islandClasses().get(IslandClasses.readNumber(this));
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
    return Types.named(description.getName(), graph.getClassLoader());
  }

  /** Made where the interfaces come from, as the proxy itself most often was. */
  @Override
  protected Class<?> resolveProxyClass(String[] names) throws ClassNotFoundException {
    return Types.proxyOf(names, graph.getClassLoader());
  }
}
