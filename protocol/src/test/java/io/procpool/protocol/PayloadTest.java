package io.procpool.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
  void numbersOfAnySizeComeBack(long number) {
    PayloadWriter writer = new PayloadWriter(1);
    writer.writeVarLong(number);
    writer.writeLong(number);
    writer.writeInt((int) number);

    PayloadReader reader = new PayloadReader(writer.toByteArray());

    assertThat(reader.readVarLong()).isEqualTo(number);
    assertThat(reader.readLong()).isEqualTo(number);
    assertThat(reader.readInt()).isEqualTo((int) number);
    assertThat(reader.remaining()).isZero();
  }

  @Test
  void smallNumbersTakeOneByte() {
    PayloadWriter writer = new PayloadWriter(1);
    writer.writeVarLong(-64);

    assertThat(writer.size()).isEqualTo(1);
  }

  @Test
  void textAndItsAbsenceComeBack() {
    PayloadWriter writer = new PayloadWriter(1);
    writer.writeText("größer ≥ 𝄞");
    writer.writeText(null);
    writer.writeText("");

    PayloadReader reader = new PayloadReader(writer.toByteArray());

    assertThat(reader.readText()).isEqualTo("größer ≥ 𝄞");
    assertThat(reader.readText()).isNull();
    assertThat(reader.readText()).isEmpty();
  }

  @Test
  void aLogEntryComesBackAndOfALongMessageItsBeginning() {
    LogEntry entry = new LogEntry(900, LogEntry.NO_TASK, "com.acme", "größer");
    PayloadWriter writer = new PayloadWriter(1);
    entry.put(writer);
    new LogEntry(800, 7, "", "x".repeat(1_000_000)).put(writer);

    PayloadReader reader = new PayloadReader(writer.toByteArray());

    assertThat(LogEntry.of(reader)).isEqualTo(entry);
    assertThat(LogEntry.of(reader).message()).hasSize(64 * 1024 + 3).endsWith("x...");
    assertThat(reader.remaining()).isZero();
  }

  @Test
  void aPayloadThatEndsEarlyIsNamedAndReadsNothingBehindItsEnd() {
    PayloadReader reader = new PayloadReader(new byte[10], 2, 3);

    assertThatThrownBy(reader::readInt)
        .isInstanceOf(MalformedPayloadException.class)
        .hasMessageContaining("4 bytes wanted, 3 left");
    assertThatThrownBy(() -> reader.skip(-1)).isInstanceOf(MalformedPayloadException.class);
  }

  @Test
  void aPayloadLongerThanAFrameIsRefused() {
    PayloadWriter writer = new PayloadWriter(8);
    writer.writeInt(1);

    assertThatThrownBy(() -> writer.reserve(Frame.MAX_LENGTH))
        .isInstanceOf(PayloadTooLargeException.class)
        .hasMessageContaining("send the path of a file");
  }

  @Test
  void aSliceOfAChunkHoldsItsTasksAndNoOthers() {
    PayloadReader slice = new PayloadReader(RunPayload.slice(chunkOf(5), 2, 4));

    assertThat(slice.readLong()).isEqualTo(7);
    assertThat(slice.readLong()).isEqualTo(102);
    assertThat(slice.readInt()).isEqualTo(2);
    assertThat(slice.slice(slice.readLength()).readByte()).isEqualTo((byte) 2);
    assertThat(slice.slice(slice.readLength()).readByte()).isEqualTo((byte) 3);
    assertThat(slice.remaining()).isZero();
  }

  /** Its first tail was cut off before: what lies behind must not come back. */
  @Test
  void aSliceOfASliceEndsWhereTheFirstDid() {
    byte[] slice = RunPayload.slice(RunPayload.slice(chunkOf(9), 0, 6), 3, 6);

    PayloadReader reader = new PayloadReader(slice);
    reader.skip(16);
    assertThat(reader.readInt()).isEqualTo(3);
    assertThat(reader.remaining()).isEqualTo(3 * 2);
  }

  @Test
  void anItemIsFoundByItsPlace() {
    assertThat(RunPayload.item(chunkOf(3), 2).readByte()).isEqualTo((byte) 2);
  }

  /** Of function 7, from index 100 on; each item is its number as a byte. */
  @Test
  void aPayloadOfOneTaskIsTheSameAsOneOfItsItem() {
    PayloadWriter one = new PayloadWriter(1);
    RunPayload.beginOne(one);
    one.write(9);

    RunPayload.finishOne(one, 7, 103);

    assertThat(RunPayload.lengthOfOne(one)).isEqualTo(1);
    assertThat(one.toByteArray())
        .isEqualTo(RunPayload.of(7, 103, 1, new byte[] {(byte) 0x80, 0, 0, 1, 9}, 0, 5));
  }

  @Test
  void aLargeValueIsSentFromWhereItWasEncodedAndTellsItsAnnex() {
    PayloadWriter encoded = new PayloadWriter(1);
    DonePayload.beginOutcome(encoded);
    encoded.write(9);
    Annex annex = new Annex(AnnexFolder.none(), 5, 1L << 40);
    int from = DonePayload.finishLarge(encoded, annex);
    byte[] outcome = Arrays.copyOfRange(encoded.bytes(), from, encoded.size());

    DonePayload.finishAlone(encoded, 3, 77);

    Frame frame = new Frame(FrameType.DONE, 1, encoded.bytes(), encoded.size());
    assertThat(DonePayload.Header.of(frame)).isEqualTo(new DonePayload.Header(3, 1, 0, 77));
    assertThat(DonePayload.annex(frame, AnnexFolder.none())).isEqualTo(annex);
    Frame fromJournal = DonePayload.ofOne(1, 3, OutcomeKind.LARGE_VALUE.code(), outcome);
    assertThat(DonePayload.annex(fromJournal, AnnexFolder.none())).isEqualTo(annex);
  }

  @Test
  void otherOutcomesHaveNoAnnex() {
    Frame small = DonePayload.ofOne(1, 3, OutcomeKind.VALUE.code(), new byte[100]);

    assertThat(DonePayload.annex(small, AnnexFolder.none())).isNull();
  }

  private static byte[] chunkOf(int tasks) {
    PayloadWriter items = new PayloadWriter(8);
    for (int task = 0; task < tasks; task++) {
      items.writeLength(1);
      items.write(task);
    }
    return RunPayload.of(7, 100, tasks, items.bytes(), 0, items.size());
  }
}
