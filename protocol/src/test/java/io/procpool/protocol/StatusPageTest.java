package io.procpool.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.protocol.StatusPage.Kept;
import io.procpool.protocol.StatusPage.Status;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusPageTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void aFileForBoth() throws IOException {
    file = Files.write(folder.resolve("page"), StatusPage.fileWith("-cp\n".getBytes()));
  }

  @Test
  void whatTheWorkerWritesThePoolReads() throws IOException {
    try (RandomAccessFile pool = new RandomAccessFile(file.toFile(), "r")) {
      assertThat(StatusPage.read(pool)).isEqualTo(Status.NONE);
      StatusPage worker = mapped();
      assertThat(StatusPage.read(pool).chunkId()).isZero();

      worker.start((1L << 44) - 1, (1 << 20) - 1, 4711);
      worker.setUsedHeap(1 << 30);

      Status largest = new Status((1L << 44) - 1, (1 << 20) - 1, 4711, 1 << 30);
      assertThat(StatusPage.read(pool)).isEqualTo(largest);
    }
  }

  @Test
  void itIsMappedWhenSomeTasksHaveStarted() throws IOException {
    List<Runnable> mapping = new ArrayList<>();
    try (RandomAccessFile pool = new RandomAccessFile(file.toFile(), "r")) {
      StatusPage worker = StatusPage.open(file.toString(), mapping::add);
      assertThat(StatusPage.read(pool)).isEqualTo(new Status(0, 0, StatusPage.ENDED, 0));
      for (int task = 1; task <= StatusPage.STARTS_BEFORE_MAPPING; task++) {
        assertThat(mapping).isEmpty();
        worker.start(7, task, task);
        assertThat(StatusPage.read(pool)).isEqualTo(new Status(7, task, task, 0));
      }
      worker.end();
      worker.setUsedHeap(3);
      assertThat(keep(worker, 1, 2, OutcomeKind.VALUE, 1)).isFalse();
      assertThat(StatusPage.readJournal(pool)).isEmpty();

      mapping.get(0).run();

      assertThat(mapping).hasSize(1);
      int last = StatusPage.STARTS_BEFORE_MAPPING;
      assertThat(StatusPage.read(pool)).isEqualTo(new Status(7, last, StatusPage.ENDED, 3));
      assertThat(keep(worker, 1, 2, OutcomeKind.VALUE, 1)).isTrue();
    }
  }

  @Test
  void itOutlivesItsName() throws IOException {
    try (RandomAccessFile pool = new RandomAccessFile(file.toFile(), "r")) {
      StatusPage worker = mapped();
      Files.delete(file);

      worker.start(7, 3, 0);

      assertThat(StatusPage.read(pool)).isEqualTo(new Status(7, 3, 0, 0));
    }
  }

  @Test
  void outcomesThatWereNotSentCanBeReadFromTheJournal() throws IOException {
    try (RandomAccessFile pool = new RandomAccessFile(file.toFile(), "r")) {
      assertThat(StatusPage.readJournal(pool)).isEmpty();
      StatusPage worker = mapped();
      keep(worker, 7, 3, OutcomeKind.VALUE, 1, 2);
      keep(worker, 7, 4, OutcomeKind.THROWN, 3);
      keep(worker, 8, 0, OutcomeKind.VALUE);

      List<Kept> kept = StatusPage.readJournal(pool);

      assertThat(kept).extracting(Kept::task).containsExactly(3, 4, 0);
      assertThat(kept).extracting(each -> each.done().id()).containsExactly(7L, 7L, 8L);
      PayloadReader first = new PayloadReader(kept.get(0).done().payload());
      first.skip(DonePayload.HEADER_LENGTH);
      assertThat(first.readByte()).isEqualTo(OutcomeKind.VALUE.code());
      assertThat(first.readBytes(first.readLength())).containsExactly(1, 2);
      worker.clearJournal();
      assertThat(StatusPage.readJournal(pool)).isEmpty();
    }
  }

  @Test
  void aJournalTakesNoMoreThanThereIsRoomFor() throws IOException {
    StatusPage worker = mapped();
    int[] large = new int[40 * 1024];

    assertThat(keep(worker, 1, 0, OutcomeKind.VALUE, large)).isTrue();
    assertThat(keep(worker, 1, 1, OutcomeKind.VALUE, large)).isFalse();
    worker.clearJournal();
    assertThat(keep(worker, 1, 1, OutcomeKind.VALUE, large)).isTrue();

    try (RandomAccessFile pool = new RandomAccessFile(file.toFile(), "r")) {
      assertThat(StatusPage.readJournal(pool)).extracting(Kept::task).containsExactly(1);
    }
  }

  @Test
  void anOutcomeAtTheEndOfItsArrayIsKept() throws IOException {
    StatusPage worker = mapped();
    byte[] outcome = {OutcomeKind.VALUE.code(), 1, 9};

    assertThat(worker.keep(1, 0, ByteBuffer.wrap(outcome), 0, outcome.length)).isTrue();

    try (RandomAccessFile pool = new RandomAccessFile(file.toFile(), "r")) {
      assertThat(StatusPage.readJournal(pool)).extracting(Kept::task).containsExactly(0);
    }
  }

  @Test
  void withoutAFileNothingIsKept() {
    StatusPage none = StatusPage.none();

    none.start(1, 2, 3);
    none.setUsedHeap(4);
    none.clearJournal();

    assertThat(none.isMapped()).isFalse();
    assertThat(keep(none, 1, 2, OutcomeKind.VALUE, 0)).isFalse();
  }

  @Test
  void itStaysWithinTheFirstLine() throws IOException {
    StatusPage worker = mapped();

    worker.start(-1, -1, -1);

    String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("#").endsWith("\n-cp\n").hasSize(StatusPage.LENGTH + 4);
  }

  /** One whose worker has had some tasks, and then none. */
  private StatusPage mapped() throws IOException {
    StatusPage page = StatusPage.open(file.toString(), Runnable::run);
    for (int task = 0; task < StatusPage.STARTS_BEFORE_MAPPING; task++) {
      page.start(0, 0, 0);
    }
    return page;
  }

  private static boolean keep(
      StatusPage page, long chunkId, int task, OutcomeKind kind, int... outcome) {
    byte[] bytes = new byte[outcome.length];
    for (int i = 0; i < outcome.length; i++) {
      bytes[i] = (byte) outcome[i];
    }
    PayloadWriter outcomes = new PayloadWriter(64);
    DonePayload.add(outcomes, kind, bytes, 0, bytes.length);
    return page.keep(chunkId, task, ByteBuffer.wrap(outcomes.bytes()), 0, outcomes.size());
  }
}
