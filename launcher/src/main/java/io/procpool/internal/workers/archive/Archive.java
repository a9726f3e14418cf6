package io.procpool.internal.workers.archive;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.zip.CRC32;

/**
 * One archive: a folder that was given its name when all in it was whole.
 *
 * <pre>
 *   classes.jsa   the JVM's
 *   key           what it was made of: a {@link Sources}
 *   seal          its length, time and checksum, by the first pool whose workers have run with it
 * </pre>
 *
 * <p>A truncated archive would crash a JVM before it says a word, so what the JVM does not check is
 * checked here: length and time before each use, the checksum beside a pool's first start.
 *
 * @param folder need not be there
 * @param uid its owner
 */
record Archive(Path folder, int uid) {

  static final String NAME_START = "cds-";
  static final String FILE = "classes.jsa";

  private static final String KEY = "key";
  private static final String SEAL = "seal";
  private static final String ATTEMPT = ".attempt";
  private static final String GONE = ".gone-";
  private static final long TOUCH_INTERVAL_MILLIS = 12 * 3600 * 1000L;
  private static final int BLOCK = 64 * 1024;

  Path file() {
    return folder.resolve(FILE);
  }

  /** The folder in which it is made: whoever has made that folder makes it, or has failed to. */
  Path attempt() {
    return folder.resolveSibling(folder.getFileName() + ATTEMPT);
  }

  boolean isThere() {
    return folder.toFile().exists();
  }

  /** Whether it bears the name of one that is whole. */
  boolean isWhole() {
    return folder.getFileName().toString().indexOf('.') < 0;
  }

  /** Whether it was made of this, is as it was made, and nobody else can have written it. */
  boolean isUsableFor(String key) {
    try {
      FileState file = FileState.of(file());
      return file.isFileOf(uid)
          && FileState.of(folder).isFolderOfAlone(uid)
          && key.equals(read(folder.resolve(KEY)))
          && (!isSealed() || read(folder.resolve(SEAL)).startsWith(lengthAndTime()));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether its file is the one that was sealed. */
  boolean isAsSealed() throws IOException {
    return read(folder.resolve(SEAL)).equals(seal());
  }

  boolean isSealed() {
    return folder.resolve(SEAL).toFile().exists();
  }

  /** Says what it is like, when it has been seen to work. */
  void writeSeal() throws IOException {
    Path written = folder.resolve(SEAL + System.nanoTime());
    try {
      Files.writeString(written, seal());
      Files.move(written, folder.resolve(SEAL), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  static void writeKey(Path folder, String key) throws IOException {
    Files.writeString(folder.resolve(KEY), key);
  }

  private String seal() throws IOException {
    return lengthAndTime() + checksum(file());
  }

  private String lengthAndTime() {
    File file = file().toFile();
    return file.length() + " " + file.lastModified() + " ";
  }

  private static long checksum(Path file) throws IOException {
    CRC32 sum = new CRC32();
    byte[] block = new byte[BLOCK];
    try (InputStream in = new FileInputStream(file.toFile())) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        sum.update(block, 0, read);
      }
    }
    return sum.getValue();
  }

  /** By a plain stream: a first file channel would take a cold JVM milliseconds. */
  static String read(Path file) throws IOException {
    try (InputStream in = new FileInputStream(file.toFile())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** When it was last used, as far as that is noted, or begun. */
  long usedMillis() {
    Path noted = isSealed() ? folder.resolve(SEAL) : folder;
    return noted.toFile().lastModified();
  }

  /** Notes that it is used, so that it is not swept; now and then. */
  void touch() throws IOException {
    long now = System.currentTimeMillis();
    if (now - usedMillis() > TOUCH_INTERVAL_MILLIS) {
      Files.setLastModifiedTime(folder.resolve(SEAL), FileTime.fromMillis(now));
    }
  }

  /** Removes it at once for everybody. A JVM that runs with it has it mapped, and keeps it. */
  void remove() throws IOException {
    Path gone = isWhole() ? goneName() : folder;
    if (isWhole()) {
      Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE);
    }
    removeAll(gone);
  }

  private Path goneName() {
    return folder.resolveSibling(folder.getFileName() + GONE + System.nanoTime());
  }

  /**
   * Removes it, and leaves the mark of an attempt that has failed: it is not made again so soon.
   */
  void ban() throws IOException {
    ArchiveFolder.createIn(attempt());
    remove();
  }

  private static void removeAll(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
