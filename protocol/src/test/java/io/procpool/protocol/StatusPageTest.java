package io.procpool.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.protocol.StatusPage.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusPageTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void aFileForBoth() throws IOException {
    file = Files.writeString(folder.resolve("page"), StatusPage.FIRST_LINE + "\n-cp\n");
  }

  @Test
  void whatOneSideWritesTheOtherReads() throws IOException {
    StatusPage pool = StatusPage.map(file.toString());
    StatusPage worker = StatusPage.map(file.toString());

    worker.reset();
    assertThat(pool.lastStarted()).isEqualTo(Started.NONE);
    worker.start((1L << 44) - 1, (1 << 20) - 1);
    assertThat(pool.lastStarted()).isEqualTo(new Started((1L << 44) - 1, (1 << 20) - 1));
  }

  @Test
  void itOutlivesItsFile() throws IOException {
    StatusPage pool = StatusPage.map(file.toString());
    StatusPage worker = StatusPage.map(file.toString());
    Files.delete(file);

    worker.start(7, 3);

    assertThat(pool.lastStarted()).isEqualTo(new Started(7, 3));
  }

  @Test
  void itStaysWithinTheFirstLine() throws IOException {
    StatusPage worker = StatusPage.map(file.toString());

    worker.start(-1, -1);

    String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text)
        .startsWith("#")
        .endsWith("\n-cp\n")
        .hasSize(StatusPage.FIRST_LINE.length() + 5);
  }
}
