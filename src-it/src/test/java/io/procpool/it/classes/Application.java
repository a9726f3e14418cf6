package io.procpool.it.classes;

import io.procpool.it.Artifacts;
import io.procpool.it.cli.Sources;
import io.procpool.task.TaskFunction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Pictures of the world: class loaders with classes of their own, as application servers, scripting
 * tools and compilers have them. No worker has these classes on its class path.
 */
final class Application {

  private Application() {}

  /**
   * Compiles classes into a folder that is on no class path.
   *
   * @return the folder
   */
  static Path compiled(Path folder, String... sources) {
    return Sources.compile(folder, List.of(Artifacts.procpoolJar(), testClasses()), sources);
  }

  /** Its own classes come first, whatever its parent has, as in an application server. */
  static ChildFirst deployed(Path... classes) {
    return new ChildFirst(classes);
  }

  /** Its classes are in memory alone, and it gives their class files. */
  static InMemory inMemory(Path classes) {
    return new InMemory(bytes(classes), true);
  }

  /** Its classes are in memory alone, and it does not give their class files. */
  static InMemory silent(Path classes) {
    return new InMemory(bytes(classes), false);
  }

  /** What a static method without arguments gives. */
  static Object call(ClassLoader loader, String className, String method) {
    try {
      return Class.forName(className, true, loader).getMethod(method).invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A function that a static method without arguments makes. */
  @SuppressWarnings("unchecked")
  static <T, R> TaskFunction<T, R> function(ClassLoader loader, String className, String method) {
    return (TaskFunction<T, R>) call(loader, className, method);
  }

  /** Where the classes of these tests lie. */
  static Path testClasses() {
    try {
      URL place = Application.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(place.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Class files by the names of their classes. */
  static Map<String, byte[]> bytes(Path classes) {
    Map<String, byte[]> bytes = new HashMap<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString();
        bytes.put(
            name.substring(0, name.length() - ".class".length()).replace('/', '.'),
            Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  /** An application server's. */
  static final class ChildFirst extends URLClassLoader {

    ChildFirst(Path... classes) {
      super(
          Stream.of(classes).map(ChildFirst::url).toArray(URL[]::new),
          Application.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        try {
          return findClass(name);
        } catch (ClassNotFoundException e) {
          return super.loadClass(name, resolve);
        }
      }
    }

    @Override
    public URL getResource(String name) {
      URL own = findResource(name);
      return own == null ? super.getResource(name) : own;
    }

    private static URL url(Path folder) {
      try {
        return folder.toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }

  /** A compiler's. */
  static class InMemory extends ClassLoader {

    private final Map<String, byte[]> classes;
    private final boolean givesBytes;

    InMemory(Map<String, byte[]> classes, boolean givesBytes) {
      super(Application.class.getClassLoader());
      this.classes = new HashMap<>(classes);
      this.givesBytes = givesBytes;
    }

    /** For {@code ProcessPoolBuilder.classBytes}. */
    byte[] bytesOf(Class<?> type) {
      return type.getClassLoader() == this ? classes.get(type.getName()) : null;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      boolean isClass = givesBytes && name.endsWith(".class");
      String className = isClass ? name.substring(0, name.length() - 6).replace('/', '.') : "";
      byte[] bytes = classes.get(className);
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }
  }
}
