package io.procpool.sharing.internal.memory;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.Buffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/** {@code java.lang.foreign.MemorySegment}, which is final from Java 22 on, and not known here. */
final class Segments {

  private static final int FIRST_JAVA = 22;

  private Segments() {}

  /** A buffer as one. */
  static Object of(Buffer buffer) throws IOException {
    return call(
        () -> type("MemorySegment").getMethod("ofBuffer", Buffer.class).invoke(null, buffer));
  }

  /** A part of a file as one that is unmapped when nobody can reach it. */
  static Object map(Path path, long at, long length) throws IOException {
    return call(
        () -> {
          Object arena = type("Arena").getMethod("ofAuto").invoke(null);
          Method map =
              FileChannel.class.getMethod(
                  "map", MapMode.class, long.class, long.class, type("Arena"));
          try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            return map.invoke(file.getChannel(), MapMode.READ_WRITE, at, length, arena);
          }
        });
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("java.lang.foreign." + name);
  }

  private static Object call(Reflection reflection) throws IOException {
    if (Runtime.version().feature() < FIRST_JAVA) {
      throw new UnsupportedOperationException(
          "Java " + Runtime.version().feature() + " has no MemorySegment; Java 22 has.");
    }
    try {
      return reflection.run();
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new UnsupportedOperationException("this Java has MemorySegment otherwise", e);
    }
  }

  /** Something that is looked for at run time. */
  private interface Reflection {

    Object run() throws ReflectiveOperationException, IOException;
  }
}
