package io.procpool.sharing;

/** Finds the classes of users' values: as the thread at hand does, where it says so. */
final class ValueLoader {

  private ValueLoader() {}

  static ClassLoader get() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }
}
