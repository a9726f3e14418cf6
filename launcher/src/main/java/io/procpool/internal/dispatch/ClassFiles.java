package io.procpool.internal.dispatch;

import io.procpool.ClassBytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Set;

/**
 * The class files of classes of this JVM. Asks the user's loaders, and so runs where user code may.
 *
 * @param hook knows those that loaders do not give; {@code null} if there is none
 */
record ClassFiles(ClassBytes hook) {

  private static final Set<String> OF_FILES =
      Set.of("file", "jar", "jrt", "nested", "bundle", "bundleresource", "vfs", "wsjar", "zip");

  /**
   * The bytes that a class was defined from.
   *
   * @return {@code null} if nobody gives them
   */
  byte[] of(Class<?> type) throws IOException {
    byte[] known = hook == null ? null : hook.of(type);
    if (known != null) {
      return known;
    }
    try (InputStream file = type.getClassLoader().getResourceAsStream(fileOf(type))) {
      return file == null ? null : file.readAllBytes();
    }
  }

  /** Whether it lies in no file, so that whoever made it can make it anew in its place. */
  boolean mayChange(Class<?> type) {
    URL file = type.getClassLoader().getResource(fileOf(type));
    return file == null || !OF_FILES.contains(file.getProtocol());
  }

  private static String fileOf(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }
}
