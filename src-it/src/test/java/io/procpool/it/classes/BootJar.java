package io.procpool.it.classes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.springframework.boot.loader.launch.JarLauncher;

/**
 * A Spring Boot application's jar: its loader's classes at the root, the application's below {@code
 * BOOT-INF/classes}, and jars, not compressed, below {@code BOOT-INF/lib}.
 */
final class BootJar {

  private BootJar() {}

  /**
   * Writes one.
   *
   * @param classes of the application
   * @param libraries jars, or folders of classes that become jars
   */
  static Path write(Path file, String mainClass, Path classes, List<Path> libraries) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Name.MAIN_CLASS, JarLauncher.class.getName());
    manifest.getMainAttributes().putValue("Start-Class", mainClass);
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (String folder : List.of("BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/lib/")) {
        jar.putNextEntry(new JarEntry(folder));
      }
      addContents(jar, placeOf(JarLauncher.class.getName()));
      addFolder(jar, "BOOT-INF/classes/", classes);
      for (int i = 0; i < libraries.size(); i++) {
        addStored(jar, "BOOT-INF/lib/library-" + i + ".jar", asJar(libraries.get(i)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** The jar or folder that a class of these tests comes from. */
  static Path placeOf(String className) {
    try {
      Class<?> type = Class.forName(className, false, BootJar.class.getClassLoader());
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] asJar(Path library) throws IOException {
    if (Files.isRegularFile(library)) {
      return Files.readAllBytes(library);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      addFolder(jar, "", library);
    }
    return bytes.toByteArray();
  }

  private static void addContents(JarOutputStream jar, Path other) throws IOException {
    try (InputStream file = Files.newInputStream(other);
        JarInputStream entries = new JarInputStream(file)) {
      for (JarEntry entry = entries.getNextJarEntry();
          entry != null;
          entry = entries.getNextJarEntry()) {
        if (entry.getName().endsWith(".class")) {
          add(jar, entry.getName(), entries);
        }
      }
    }
  }

  private static void addFolder(JarOutputStream jar, String prefix, Path folder)
      throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        try (InputStream content = Files.newInputStream(file)) {
          add(jar, prefix + folder.relativize(file), content);
        }
      }
    }
  }

  private static void add(JarOutputStream jar, String name, InputStream content)
      throws IOException {
    jar.putNextEntry(new JarEntry(name));
    content.transferTo(jar);
    jar.closeEntry();
  }

  private static void addStored(JarOutputStream jar, String name, byte[] content)
      throws IOException {
    JarEntry entry = new JarEntry(name);
    CRC32 sum = new CRC32();
    sum.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    jar.putNextEntry(entry);
    jar.write(content);
    jar.closeEntry();
  }
}
