package io.procpool.internal.workers.archive;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an archive is made of, and is good for: one build of a JVM, and procpool's jars with their
 * content. Any difference makes it another archive, under another name.
 *
 * @param java the executable
 * @param jars in their order
 * @param areBootJars whether the JVM's own loader finds them; else they begin the class path
 * @param version the feature version of the JVM
 * @param key all that has to be the same, as text
 */
record Sources(Path java, List<Path> jars, boolean areBootJars, int version, String key) {

  /** Changes with what the hidden JVM runs or is told: old archives are not used any more. */
  private static final String FORMAT = "procpool class-data archive 3";

  private static final List<String> JVM_FILES =
      List.of("lib/modules", "lib/server/libjvm.so", "lib/server/classes.jsa");

  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String VERSION_START = "JAVA_VERSION=\"";

  /**
   * Looks at all of them.
   *
   * @throws IOException if one of them is not what an archive could be made of: a jar that lies in
   *     a temporary folder, for example, and will not be there next time
   */
  static Sources of(Path java, List<JarDirectory> jars, boolean areBootJars) throws IOException {
    Path home = java.toRealPath().getParent().getParent();
    String release = Archive.read(home.resolve("release"));
    StringBuilder key = new StringBuilder(FORMAT).append('\n').append(home).append('\n');
    key.append(release);
    for (String file : JVM_FILES) {
      append(home.resolve(file), key);
    }
    List<Path> places = new ArrayList<>();
    for (JarDirectory directory : jars) {
      Path jar = directory.jar();
      if (isPassing(jar)) {
        throw new IOException(jar + " was unpacked for this run");
      }
      append(jar, key);
      key.append(directory.checksum()).append('\n');
      places.add(jar);
    }
    key.append(areBootJars ? "boot jars\n" : "");
    return new Sources(java, places, areBootJars, version(release), key.toString());
  }

  /** A name that others have too only by a rare chance, and then the keys tell them apart. */
  String name() {
    long hash = 0xcbf29ce484222325L;
    for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ each) * 0x100000001b3L;
    }
    String digits = Long.toHexString(hash); // a formatter would take a cold JVM milliseconds
    return Archive.NAME_START + "0".repeat(16 - digits.length()) + digits;
  }

  private static void append(Path file, StringBuilder key) throws IOException {
    File found = file.toFile();
    if (!found.isFile()) {
      throw new IOException(file + " is no file");
    }
    key.append(file).append(' ').append(found.length());
    key.append(' ').append(found.lastModified()).append('\n');
  }

  /** Whether it lies in a temporary folder of procpool's own. */
  private static boolean isPassing(Path jar) {
    for (Path base : List.of(Path.of(System.getProperty("java.io.tmpdir")), MEMORY)) {
      boolean isBelow = jar.startsWith(base) && jar.getNameCount() > base.getNameCount() + 1;
      if (isBelow && jar.getName(base.getNameCount()).toString().startsWith("procpool-")) {
        return true;
      }
    }
    return false;
  }

  private static int version(String release) throws IOException {
    int at = release.indexOf(VERSION_START) + VERSION_START.length();
    int end = at;
    while (end < release.length() && Character.isDigit(release.charAt(end))) {
      end++;
    }
    if (at < VERSION_START.length() || end == at) {
      throw new IOException("no version in its release file");
    }
    return Integer.parseInt(release.substring(at, end));
  }
}
