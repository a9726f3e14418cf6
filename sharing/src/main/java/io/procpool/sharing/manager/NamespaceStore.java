package io.procpool.sharing.manager;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** Guarded by itself. */
final class NamespaceStore extends Store implements Namespace {

  private final Map<String, Object> values = new HashMap<>();

  NamespaceStore() {
    super(Namespace.class);
  }

  @Override
  public synchronized Object get(String name) {
    requireThere(name);
    return values.get(name);
  }

  @Override
  public synchronized void set(String name, Object value) {
    values.put(name, value);
  }

  @Override
  public synchronized void remove(String name) {
    requireThere(name);
    values.remove(name);
  }

  @Override
  public synchronized Set<String> names() {
    return new HashSet<>(values.keySet());
  }

  @Override
  public synchronized String toString() {
    return "Namespace" + values;
  }

  private void requireThere(String name) {
    if (!values.containsKey(name)) {
      throw new NoSuchElementException(name + " has no value in this namespace");
    }
  }
}
