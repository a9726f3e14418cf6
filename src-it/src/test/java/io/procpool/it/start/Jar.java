package io.procpool.it.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A jar whose content changes and whose size and time do not. */
final class Jar {

  private Jar() {}

  /** A copy without compression: so its size is that of what is in it. */
  static Path copy(Path jar, Path copy) throws IOException {
    rewrite(jar, copy, "", "", "");
    return copy;
  }

  /** Puts another text of the same length in a class. */
  static void replaceText(Path jar, String entry, String text, String other) throws IOException {
    long size = Files.size(jar);
    FileTime time = Files.getLastModifiedTime(jar);
    Path changed = jar.resolveSibling("changed.jar");
    rewrite(jar, changed, entry, text, other);
    Files.setLastModifiedTime(changed, time);
    assertThat(Files.size(changed)).isEqualTo(size);
    Files.move(changed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void rewrite(Path jar, Path copy, String entry, String text, String other)
      throws IOException {
    try (ZipFile in = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(copy);
        ZipOutputStream out = new ZipOutputStream(file)) {
      Enumeration<? extends ZipEntry> entries = in.entries();
      while (entries.hasMoreElements()) {
        ZipEntry each = entries.nextElement();
        byte[] bytes = read(in, each);
        put(out, each, each.getName().equals(entry) ? replaced(bytes, text, other) : bytes);
      }
    }
  }

  private static byte[] read(ZipFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static byte[] replaced(byte[] bytes, String text, String other) {
    String content = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(content).contains(text);
    return content.replace(text, other).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void put(ZipOutputStream out, ZipEntry old, byte[] bytes) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry(old.getName());
    entry.setTime(old.getTime());
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(sum.getValue());
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }
}
