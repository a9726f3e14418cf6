package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.protocol.Annex;
import io.procpool.protocol.AnnexFolder;
import io.procpool.protocol.AnnexReader;
import io.procpool.protocol.AnnexWriter;
import io.procpool.protocol.Frame;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnexedArraysTest {

  private static final int LARGE = AnnexWriter.LEAST_BYTES;

  @TempDir private Path base;

  private final ValueCodec codec = new ValueCodec(getClass().getClassLoader());
  private final PayloadWriter payload = new PayloadWriter(64);
  private Path path;
  private AnnexFolder folder;
  private AnnexWriter writer;

  @BeforeEach
  void placeTheFolder() {
    path = base.resolve("annexes");
    folder = AnnexFolder.at(path.toString());
    writer = new AnnexWriter(folder);
  }

  @Test
  void theLargeArraysOfAValueAreInOneFileBesideIt() throws Exception {
    long[] longs = new long[LARGE / 8 + 12_345];
    longs[LARGE / 8] = 7;
    List<Object> value = new ArrayList<>(List.of(new byte[LARGE], "text", longs, new byte[10]));

    Annex annex = encode(value, Frame.MAX_VALUE_LENGTH);

    assertThat(payload.size()).isLessThan(1000);
    assertThat(annex.size()).isEqualTo(LARGE + 8L * longs.length);
    assertThat(files()).containsExactly(path.resolve("1"));
    assertThat(decode()).usingRecursiveComparison().isEqualTo(value);
    annex.discard();
    assertThat(files()).isEmpty();
  }

  @Test
  void aGraphThatIsEncodedOnceMoreForItsDepthHasItsArraysOnceInTheFile() throws Exception {
    List<Object> innermost = new ArrayList<>(List.of(new byte[LARGE]));
    List<Object> deep = innermost;
    for (int depth = 0; depth < 20_000; depth++) {
      deep = new ArrayList<>(List.of(deep));
    }
    byte[] first = new byte[LARGE];
    first[1] = 1;
    List<Object> value = new ArrayList<>(List.of(first, deep));

    Annex annex = encode(value, 3L * LARGE);

    assertThat(annex.size()).isEqualTo(2L * LARGE);
    assertThat(files()).hasSize(1);
    List<?> decoded = (List<?>) decode();
    assertThat(decoded.get(0)).isEqualTo(first);
    List<?> inner = (List<?>) decoded.get(1);
    while (inner.get(0) instanceof List<?> next) {
      inner = next;
    }
    assertThat(inner.get(0)).isEqualTo(new byte[LARGE]);
  }

  @Test
  void theArrayOfABufferIsBesideIt() throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(LARGE).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(8, 7).position(8);
    ByteBuffer part = ByteBuffer.allocate(LARGE + 1).position(1).slice();

    Annex annex = encode(new ArrayList<>(List.of(buffer, part)), Frame.MAX_VALUE_LENGTH);

    assertThat(annex.size()).as("a part of an array stays in the payload").isEqualTo(LARGE);
    List<?> decoded = (List<?>) decode();
    ByteBuffer same = (ByteBuffer) decoded.get(0);
    assertThat(same).isEqualTo(buffer);
    assertThat(same.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(same.position()).isEqualTo(8);
    assertThat(same.getLong()).isEqualTo(7);
    assertThat(decoded.get(1)).isEqualTo(part);
  }

  @Test
  void whatAClassHoldsThatWritesItselfIsBesideItToo() throws Exception {
    Annex annex = encode(new WritesItself(new byte[LARGE]), Frame.MAX_VALUE_LENGTH);

    assertThat(annex.size()).isEqualTo(LARGE);
    assertThat(((WritesItself) decode()).held).isEqualTo(new byte[LARGE]);
  }

  private static final class WritesItself implements Serializable {

    private static final long serialVersionUID = 1L;

    private final byte[] held;

    WritesItself(byte[] held) {
      this.held = held;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
    }
  }

  @Test
  void aSmallArrayStaysInThePayloadAndNoFolderIsMade() throws Exception {
    assertThat(encode(new byte[LARGE - 1], Frame.MAX_VALUE_LENGTH)).isNull();

    assertThat(payload.size()).isGreaterThan(LARGE - 1);
    assertThat(path).doesNotExist();
  }

  @Test
  void whatIsOpenCanBeReadWhenItsFolderIsGone() throws Exception {
    byte[] value = new byte[LARGE];
    value[LARGE - 1] = 3;
    Annex annex = encode(value, Frame.MAX_VALUE_LENGTH);
    try (AnnexReader reader = AnnexReader.of(annex)) {
      folder.close();

      assertThat(path).doesNotExist();
      assertThat(codec.decode(payloadReader().withAnnex(reader))).isEqualTo(value);
    }
  }

  @Test
  void aFileThatHasBeenReadIsWrittenAgainUnderAnotherNumber() throws Exception {
    Annex first = encode(new byte[8 * LARGE], Frame.MAX_VALUE_LENGTH);
    first.release();
    payload.truncate(0);
    double[] value = new double[LARGE / 8];
    value[7] = 7;

    Annex second = encode(value, Frame.MAX_VALUE_LENGTH);

    assertThat(second.number()).isNotEqualTo(first.number());
    assertThat(files()).hasSize(1);
    assertThat(files().get(0)).as("not much longer than it need be").hasSize(LARGE);
    assertThat(decode()).isEqualTo(value);
    first.release();
    assertThat(decode()).as("not touched by a late word of the first").isEqualTo(value);
  }

  @Test
  void whatHasBeenReadIsRemovedWhenItIsNotWrittenAgain() throws Exception {
    encode(new byte[LARGE], Frame.MAX_VALUE_LENGTH).release();

    folder.trim(60_000);
    assertThat(files()).hasSize(1);
    folder.trim(0);
    assertThat(files()).isEmpty();
  }

  @Test
  void aFolderThatIsThereAlreadyIsSomebodyElsesAndNotUsed() throws Exception {
    Files.createDirectory(path);

    assertThat(encode(new byte[LARGE], Frame.MAX_VALUE_LENGTH)).isNull();

    assertThat(payload.size()).isGreaterThan(LARGE);
    assertThat(files()).isEmpty();
  }

  @Test
  void behindItsCloseAFolderTakesNothing() throws Exception {
    folder.close();

    assertThat(encode(new byte[LARGE], Frame.MAX_VALUE_LENGTH)).isNull();
    assertThat(path).doesNotExist();
  }

  @Test
  void theLimitCountsWhatIsBeside() throws Exception {
    List<byte[]> parts = new ArrayList<>(List.of(new byte[LARGE], new byte[LARGE]));

    assertThatThrownBy(() -> encode(parts, 2L * LARGE))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("too large")
        .hasMessageContaining("the limit is " + 2L * LARGE);
    writer.discard();
    assertThat(files()).isEmpty();
  }

  @Test
  void anArrayAboveTheLimitIsNotWrittenAtAll() {
    assertThatThrownBy(() -> encode(new byte[LARGE + 1], LARGE))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("too large");

    assertThat(path).doesNotExist();
  }

  @Test
  void anAnnexThatIsGoneIsSaidToBe() throws Exception {
    encode(new byte[LARGE], Frame.MAX_VALUE_LENGTH).discard();

    assertThatThrownBy(this::decode)
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("No such file");
  }

  @Test
  void anAnnexThatIsTooShortIsNotTrusted() throws Exception {
    Annex annex = encode(new byte[LARGE], Frame.MAX_VALUE_LENGTH);
    Files.write(path.resolve(Long.toString(annex.number())), new byte[10]);

    assertThatThrownBy(this::decode)
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("ends early");
  }

  @Test
  void aValueThatIsNotSentLeavesNothingBeforeTheNext() throws Exception {
    payload.beginValue(Frame.MAX_VALUE_LENGTH, writer);
    codec.encode(new byte[LARGE], payload);

    payload.truncate(0);
    encode(1, Frame.MAX_VALUE_LENGTH);

    assertThat(files()).isEmpty();
  }

  private Annex encode(Object value, long limit) throws CodecException {
    payload.beginValue(limit, writer);
    codec.encode(value, payload);
    return writer.finish();
  }

  private Object decode() throws CodecException {
    try (AnnexReader reader = new AnnexReader(folder)) {
      return codec.decode(payloadReader().withAnnex(reader));
    }
  }

  private PayloadReader payloadReader() {
    return new PayloadReader(payload.bytes(), 0, payload.size());
  }

  private List<Path> files() throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (var files = Files.list(path)) {
      return files.toList();
    }
  }
}
