package io.procpool.internal.workers.archive;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What an archive is made of, and is good for: one build of a JVM, and procpool's jars with their
 * content. Any difference makes it another archive, under another name.
 *
 * @param java the executable
 * @param jars in the order in which they begin the class path
 * @param version the feature version of the JVM
 * @param key all that has to be the same, as text
 */
record Sources(Path java, List<Path> jars, int version, String key) {

  /** Changes with what the hidden JVM runs or is told: old archives are not used any more. */
  private static final String FORMAT = "procpool class-data archive 2";

  private static final List<String> JVM_FILES =
      List.of("lib/modules", "lib/server/libjvm.so", "lib/server/classes.jsa");

  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String VERSION_START = "JAVA_VERSION=\"";

  /** The first and the last line of the central directory's end, where a jar has no comment. */
  private static final int END_LENGTH = 22;

  private static final int END_MAGIC = 0x06054b50;
  private static final int LARGEST_DIRECTORY = 16 * 1024 * 1024;

  /**
   * Looks at all of them.
   *
   * @throws IOException if one of them is not what an archive could be made of: a folder of classes
   *     for example, or a jar that lies in a temporary folder and will not be there next time
   */
  static Sources of(Path java, List<Path> jars) throws IOException {
    Path home = java.toRealPath().getParent().getParent();
    String release = Archive.read(home.resolve("release"));
    StringBuilder key = new StringBuilder(FORMAT).append('\n').append(home).append('\n');
    key.append(release);
    for (String file : JVM_FILES) {
      append(home.resolve(file), key);
    }
    for (Path jar : jars) {
      if (isPassing(jar)) {
        throw new IOException(jar + " was unpacked for this run");
      }
      append(jar, key);
      key.append(checksumOfDirectory(jar)).append('\n');
    }
    return new Sources(java, List.copyOf(jars), version(release), key.toString());
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

  /**
   * The checksum of the jar's list of entries, which holds a checksum of each: it tells contents
   * apart that have one size and one time, and is read in no time.
   */
  private static long checksumOfDirectory(Path jar) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r")) {
      ByteBuffer end = read(file, file.length() - END_LENGTH, END_LENGTH);
      int length = end.getInt(12);
      int start = end.getInt(16);
      boolean isPlain = start > 0 && (long) start + length == file.length() - END_LENGTH;
      if (end.getInt(0) != END_MAGIC || !isPlain) {
        throw new IOException(jar + " is no plain jar");
      }
      CRC32 sum = new CRC32();
      sum.update(read(file, start, length));
      return sum.getValue();
    }
  }

  private static ByteBuffer read(RandomAccessFile file, long at, int length) throws IOException {
    if (at < 0 || length < 0 || length > LARGEST_DIRECTORY) {
      throw new IOException("it is no plain jar");
    }
    byte[] bytes = new byte[length];
    file.seek(at);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
