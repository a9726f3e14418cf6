package io.procpool.internal.workers;

import io.procpool.internal.workers.archive.ClassArchive;
import io.procpool.internal.workers.archive.JarDirectory;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the jars lie that every worker is started with: procpool's own, and its codec's.
 *
 * <pre>
 *   file:/lib/procpool-worker.jar                                     as it is
 *   jar:file:/app.jar!/BOOT-INF/lib/procpool-worker.jar!/             copied out
 *   jar:nested:/app.jar/!BOOT-INF/lib/procpool-worker.jar!/           copied out
 * </pre>
 *
 * <p>No JVM can be started from a jar in a jar, so such a one is copied, once for all pools of this
 * JVM, into a folder like those of the argument files: only this user can enter it, its name is not
 * to be guessed and put there before, and it goes when this JVM ends, or else with the next pool.
 */
final class OurJars {

  /** One class of each. */
  private static final List<String> CLASSES =
      List.of(
          JvmCommand.MAIN_CLASS,
          "io.procpool.protocol.Frame",
          "com.esotericsoftware.kryo.kryo5.Kryo");

  /** Where all that is in them stands. */
  private static final byte[][] OUR_FOLDERS = {
    "io/procpool/".getBytes(StandardCharsets.UTF_8),
    "com/esotericsoftware/kryo/".getBytes(StandardCharsets.UTF_8),
    "META-INF/".getBytes(StandardCharsets.UTF_8)
  };

  private static final String IN_A_JAR = "!/";

  /** Guarded by this class: pools are made on any thread, and share the copies. */
  private static final Map<String, Path> COPIES = new HashMap<>();

  /** Empty if one of them is no plain jar, but a folder of classes, for example. */
  private final List<JarDirectory> directories;

  private final boolean areBootJars;

  OurJars(List<JarDirectory> directories) {
    this.directories = directories;
    this.areBootJars = !directories.isEmpty() && areOnlyOurs(directories);
  }

  /** Looks at them. */
  static OurJars find() {
    List<JarDirectory> directories = new ArrayList<>();
    try {
      for (Path place : places()) {
        directories.add(JarDirectory.of(place));
      }
    } catch (IOException e) {
      directories.clear();
    }
    return new OurJars(directories);
  }

  /** With a user's classes among them they would be loaded in another way than in the pool. */
  private static boolean areOnlyOurs(List<JarDirectory> directories) {
    for (JarDirectory each : directories) {
      if (!each.isAllBelow(OUR_FOLDERS)) {
        return false;
      }
    }
    return true;
  }

  ClassArchive archive(Path java, List<String> userFlags) {
    return ClassArchive.of(java, directories, areBootJars, userFlags);
  }

  /**
   * Has a JVM's own loader find them, unless they have to begin the class path. It takes a class in
   * half the time: it asks no other loader, verifies nothing, and reads a jar without Java.
   */
  List<String> bootFlags() {
    return areBootJars ? List.of("-Xbootclasspath/a:" + joined(paths(places()))) : List.of();
  }

  /**
   * With the user's entries. Where ours are the JVM's, the user's classes are found without a look
   * into them, and they stand here, last, for a task that starts a JVM with its own class path.
   *
   * @param entries the user's, which may contain ours
   */
  String classPath(List<Path> entries) {
    Set<String> ours = paths(places());
    Set<String> users = paths(entries);
    users.removeAll(ours);
    Set<String> all = new LinkedHashSet<>(areBootJars ? users : ours);
    all.addAll(areBootJars ? ours : users);
    return joined(all);
  }

  private static Set<String> paths(Collection<Path> places) {
    Set<String> paths = new LinkedHashSet<>();
    for (Path place : places) {
      paths.add(place.toAbsolutePath().toString());
    }
    return paths;
  }

  private static String joined(Set<String> paths) {
    return String.join(File.pathSeparator, paths);
  }

  /** Each once. Looked for at each start: someone may have cleared the temporary folder. */
  private static Set<Path> places() {
    Set<Path> places = new LinkedHashSet<>();
    for (String className : CLASSES) {
      places.add(placeOf(className));
    }
    return places;
  }

  private static Path placeOf(String className) {
    try {
      URL location = location(Class.forName(className, false, OurJars.class.getClassLoader()));
      return location.getProtocol().equals("file")
          ? Path.of(location.toURI()).toAbsolutePath()
          : copyOf(location.toString());
    } catch (ClassNotFoundException | URISyntaxException | IOException | RuntimeException e) {
      throw new IllegalStateException(
          "Workers need the jar of "
              + className
              + ", and it cannot be found: put procpool-worker and what it depends on, or"
              + " procpool.jar, on the class path.",
          e);
    }
  }

  private static URL location(Class<?> type) throws MalformedURLException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source != null) {
      return source.getLocation();
    }
    String file = type.getName().replace('.', '/') + ".class"; // in a worker, on the JVM's own path
    String url = ClassLoader.getSystemResource(file).toString();
    return content(url.substring(0, url.length() - file.length()));
  }

  /**
   * @param location of a jar in a jar, as its classes have it
   */
  private static synchronized Path copyOf(String location) throws IOException {
    Path copy = COPIES.get(location);
    if (copy == null || !Files.exists(copy)) { // someone may have cleared the temporary folder
      try (InputStream jar = content(location).openStream()) {
        copy = ArgumentFile.copy(jar);
      }
      COPIES.put(location, copy);
    }
    return copy;
  }

  /** The jar itself, where the location is that of what is in it. */
  static URL content(String location) throws MalformedURLException {
    String jar =
        location.endsWith(IN_A_JAR)
            ? location.substring(0, location.length() - IN_A_JAR.length())
            : location;
    boolean isEntry = !jar.startsWith("jar:") || jar.contains(IN_A_JAR);
    return new URL(isEntry ? jar : jar.substring("jar:".length()));
  }
}
