package io.procpool.internal.workers.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarDirectoryTest {

  private static final byte[] OURS = bytes("io/procpool/");
  private static final byte[] OTHERS = bytes("META-INF/");

  @TempDir private Path folder;

  @Test
  void allIsBelowTheFolders() throws Exception {
    JarDirectory ours =
        jar("a", "io/", "io/procpool/", "io/procpool/A.class", "META-INF/", "META-INF/MANIFEST.MF");

    assertThat(ours.isAllBelow(OURS, OTHERS)).isTrue();
    assertThat(ours.isAllBelow(OURS)).isFalse();
  }

  @Test
  void oneClassElsewhereIsEnoughToSeeIt() throws Exception {
    assertThat(jar("b", "io/procpool/A.class", "com/user/Main.class").isAllBelow(OURS)).isFalse();
    assertThat(jar("c", "Main.class").isAllBelow(OURS)).isFalse();
    assertThat(jar("d", "io/procpoolish/A.class").isAllBelow(OURS)).isFalse();
    assertThat(jar("e", "io/A.class").isAllBelow(OURS)).isFalse();
    assertThat(jar("f", "io/procpool").isAllBelow(OURS)).isFalse();
    assertThat(jar("g", "com/", "io/procpool/A.class").isAllBelow(OURS)).isFalse();
  }

  @Test
  void theChecksumTellsContentsApart() throws Exception {
    long one = jar("one", "io/procpool/A.class").checksum();

    assertThat(jar("same", "io/procpool/A.class").checksum()).isEqualTo(one);
    assertThat(jar("other", "io/procpool/B.class").checksum()).isNotEqualTo(one);
  }

  @Test
  void whatIsNoPlainJarIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text.jar"), "x".repeat(1000));
    Path small = Files.writeString(folder.resolve("small.jar"), "x");

    for (Path each : new Path[] {text, small, folder, folder.resolve("none.jar")}) {
      assertThatThrownBy(() -> JarDirectory.of(each)).isInstanceOf(IOException.class);
    }
  }

  private JarDirectory jar(String name, String... entries) throws IOException {
    Path jar = folder.resolve(name + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (String entry : entries) {
        ZipEntry stored = new ZipEntry(entry);
        stored.setTime(0);
        stored.setExtra(new byte[] {1, 2, 0, 0});
        zip.putNextEntry(stored);
        zip.closeEntry();
      }
    }
    return JarDirectory.of(jar);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
