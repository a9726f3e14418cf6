package io.procpool.codec;

/**
 * Class loaders where procpool's own classes may be the JVM's: in workers they stand on its boot
 * class path, and have no loader.
 */
public final class Loaders {

  private Loaders() {}

  /** That of procpool's classes, or the system's. */
  public static ClassLoader ours() {
    return of(Loaders.class);
  }

  /** That of a class; the system's for one of the JVM's own. */
  public static ClassLoader of(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }
}
