package io.procpool.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.protocol.StatusPage.Started;
import java.io.IOException;
import java.io.RandomAccessFile;
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
  void whatTheWorkerWritesThePoolReads() throws IOException {
    try (RandomAccessFile pool = new RandomAccessFile(file.toFile(), "r")) {
      assertThat(StatusPage.lastStarted(pool)).isEqualTo(Started.NONE);
      StatusPage worker = StatusPage.map(file.toString());
      assertThat(StatusPage.lastStarted(pool)).isEqualTo(Started.NONE);

      worker.start((1L << 44) - 1, (1 << 20) - 1);

      Started largest = new Started((1L << 44) - 1, (1 << 20) - 1);
      assertThat(StatusPage.lastStarted(pool)).isEqualTo(largest);
    }
  }

  @Test
  void itOutlivesItsName() throws IOException {
    try (RandomAccessFile pool = new RandomAccessFile(file.toFile(), "r")) {
      StatusPage worker = StatusPage.map(file.toString());
      Files.delete(file);

      worker.start(7, 3);

      assertThat(StatusPage.lastStarted(pool)).isEqualTo(new Started(7, 3));
    }
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
