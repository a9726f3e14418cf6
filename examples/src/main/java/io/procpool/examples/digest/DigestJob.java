package io.procpool.examples.digest;

import io.procpool.task.Job;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What {@code sha256sum} prints, for each path on standard input.
 *
 * <pre>
 *   find . -type f | java -jar procpool.jar --procs 8 digest.jar
 *   find . -type f | java -jar procpool.jar --map io.procpool.examples.digest.DigestJob::sha256sum digest.jar
 * </pre>
 *
 * <p>The second way shows that a public static method is enough: it needs nothing of procpool.
 */
public final class DigestJob implements Job<String, String> {

  @Override
  public String apply(String path) throws IOException {
    return sha256sum(path);
  }

  /**
   * The line that {@code sha256sum} prints for a file.
   *
   * @throws IOException if the file cannot be read: its task fails, the others go on
   */
  public static String sha256sum(String path) throws IOException {
    String name = escape(path);
    String mark = name.equals(path) ? "" : "\\";
    return mark + HexFormat.of().formatHex(digest(Path.of(path))) + "  " + name;
  }

  /** A name that would not stay on its line is escaped, and sha256sum then marks the whole line. */
  private static String escape(String path) {
    return path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static byte[] digest(Path file) throws IOException {
    MessageDigest digest = newDigest();
    try (InputStream in = Files.newInputStream(file);
        OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(sink); // a buffer at a time: the file may be larger than the heap
    }
    return digest.digest();
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }
}
