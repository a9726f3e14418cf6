package io.procpool.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.protocol.StatusPage.Kept;
import io.procpool.protocol.StatusPage.Status;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
      assertThat(StatusPage.read(pool)).isEqualTo(Status.NONE);
      StatusPage worker = StatusPage.map(file.toString());
      assertThat(StatusPage.read(pool).chunkId()).isZero();

      worker.start((1L << 44) - 1, (1 << 20) - 1, 4711);
      worker.setUsedHeap(1 << 30);

      Status largest = new Status((1L << 44) - 1, (1 << 20) - 1, 4711, 1 << 30);
      assertThat(StatusPage.read(pool)).isEqualTo(largest);
    }
  }

  @Test
  void itOutlivesItsName() throws IOException {
    try (RandomAccessFile pool = new RandomAccessFile(file.toFile(), "r")) {
      StatusPage worker = StatusPage.map(file.toString());
      Files.delete(file);

      worker.start(7, 3, 0);

      assertThat(StatusPage.read(pool)).isEqualTo(new Status(7, 3, 0, 0));
    }
  }

  @Test
  void outcomesThatWereNotSentCanBeReadFromTheJournal() throws IOException {
    try (RandomAccessFile pool = new RandomAccessFile(file.toFile(), "r")) {
      assertThat(StatusPage.readJournal(pool)).isEmpty();
      StatusPage worker = StatusPage.map(file.toString());
      worker.keep(7, 3, OutcomeKind.VALUE, new byte[] {1, 2, 9}, 0, 2);
      worker.keep(7, 4, OutcomeKind.THROWN, new byte[] {3}, 0, 1);
      worker.keep(8, 0, OutcomeKind.VALUE, new byte[0], 0, 0);

      List<Kept> kept = StatusPage.readJournal(pool);

      assertThat(kept).extracting(Kept::task).containsExactly(3, 4, 0);
      assertThat(kept).extracting(each -> each.done().id()).containsExactly(7L, 7L, 8L);
      PayloadReader first = new PayloadReader(kept.get(0).done().payload());
      first.skip(DonePayload.HEADER_LENGTH);
      assertThat(first.readByte()).isEqualTo(OutcomeKind.VALUE.code());
      assertThat(first.readBytes(first.readInt())).containsExactly(1, 2);
      worker.clearJournal();
      assertThat(StatusPage.readJournal(pool)).isEmpty();
    }
  }

  @Test
  void aJournalTakesNoMoreThanThereIsRoomFor() throws IOException {
    StatusPage worker = StatusPage.map(file.toString());
    byte[] large = new byte[40 * 1024];

    assertThat(worker.keep(1, 0, OutcomeKind.VALUE, large, 0, large.length)).isTrue();
    assertThat(worker.keep(1, 1, OutcomeKind.VALUE, large, 0, large.length)).isFalse();
    worker.clearJournal();
    assertThat(worker.keep(1, 1, OutcomeKind.VALUE, large, 0, large.length)).isTrue();

    try (RandomAccessFile pool = new RandomAccessFile(file.toFile(), "r")) {
      assertThat(StatusPage.readJournal(pool)).extracting(Kept::task).containsExactly(1);
    }
  }

  @Test
  void withoutAFileNothingIsKept() {
    StatusPage none = StatusPage.none();

    none.start(1, 2, 3);
    none.setUsedHeap(4);
    none.clearJournal();

    assertThat(none.isMapped()).isFalse();
    assertThat(none.keep(1, 2, OutcomeKind.VALUE, new byte[1], 0, 1)).isFalse();
  }

  @Test
  void itStaysWithinTheFirstLine() throws IOException {
    StatusPage worker = StatusPage.map(file.toString());

    worker.start(-1, -1, -1);

    String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text)
        .startsWith("#")
        .endsWith("\n-cp\n")
        .hasSize(StatusPage.FIRST_LINE.length() + 5);
  }
}
