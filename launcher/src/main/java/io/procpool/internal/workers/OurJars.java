package io.procpool.internal.workers;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
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

  private static final String IN_A_JAR = "!/";

  /** Guarded by this class: pools are made on any thread, and share the copies. */
  private static final Map<String, Path> COPIES = new HashMap<>();

  private OurJars() {}

  /** Their places, each once. */
  static Set<Path> places() {
    Set<Path> places = new LinkedHashSet<>();
    for (String className : CLASSES) {
      places.add(placeOf(className));
    }
    return places;
  }

  private static Path placeOf(String className) {
    try {
      ClassLoader loader = OurJars.class.getClassLoader();
      CodeSource source =
          Class.forName(className, false, loader).getProtectionDomain().getCodeSource();
      URL location = source.getLocation();
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
