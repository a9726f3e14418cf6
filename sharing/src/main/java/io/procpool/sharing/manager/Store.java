package io.procpool.sharing.manager;

/**
 * An object that is always shared and never copied: where a call gives one, its caller gets a
 * proxy.
 */
abstract class Store {

  private final Entry entry;

  Store(Class<?> face) {
    entry = Entry.of(face, this);
  }

  Entry entry() {
    return entry;
  }
}
