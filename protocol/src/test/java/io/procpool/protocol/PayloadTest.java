package io.procpool.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    PayloadWriter chunk = RunPayload.begin(7, 100, 64);
    for (int task = 0; task < 5; task++) {
      chunk.writeInt(1);
      chunk.write(task);
    }
    RunPayload.finish(chunk, 5);

    PayloadReader slice = new PayloadReader(RunPayload.slice(chunk.toByteArray(), 2, 4));

    assertThat(slice.readLong()).isEqualTo(7);
    assertThat(slice.readLong()).isEqualTo(102);
    assertThat(slice.readInt()).isEqualTo(2);
    assertThat(slice.slice(slice.readInt()).readByte()).isEqualTo((byte) 2);
    assertThat(slice.slice(slice.readInt()).readByte()).isEqualTo((byte) 3);
    assertThat(slice.remaining()).isZero();
  }

  @Test
  void anItemIsFoundByItsPlace() {
    PayloadWriter chunk = RunPayload.begin(7, 100, 64);
    for (int task = 0; task < 3; task++) {
      chunk.writeInt(task);
      chunk.write(new byte[task]);
    }

    assertThat(RunPayload.item(chunk.toByteArray(), 2).remaining()).isEqualTo(2);
  }
}
