package io.procpool.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

  @ParameterizedTest
  @EnumSource(FrameType.class)
  void aFrameOfEachTypeArrivesAsItWasSent(FrameType type) throws IOException {
    byte[] stream = written(new Frame(type, Long.MIN_VALUE + 7, new byte[] {1, 2, 3}));

    Frame frame = reader(stream).read();

    assertThat(frame.type()).isEqualTo(type);
    assertThat(frame.id()).isEqualTo(Long.MIN_VALUE + 7);
    assertThat(frame.payload()).startsWith(1, 2, 3);
    assertThat(frame.length()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_519, 65_520, 65_521, 65_536, 1_048_577, 5_000_000})
  void aPayloadOfAnyLengthArrivesWhole(int length) throws IOException {
    byte[] payload = randomBytes(length);
    byte[] stream = written(new Frame(FrameType.RUN, 1, payload), Frame.of(FrameType.STOP, 2));

    FrameReader reader = reader(stream);
    Frame frame = reader.read();

    assertThat(frame.length()).isEqualTo(length);
    assertThat(java.util.Arrays.copyOf(frame.payload(), length)).isEqualTo(payload);
    assertThat(reader.read().type()).isEqualTo(FrameType.STOP);
    assertThat(reader.read()).isNull();
  }

  @Test
  void framesThatArriveByteByByteAreReadTheSame() throws IOException {
    byte[] stream = written(new Frame(FrameType.DONE, 3, randomBytes(100_000)));
    InputStream slow =
        new ByteArrayInputStream(stream) {
          @Override
          public synchronized int read(byte[] bytes, int from, int count) {
            return super.read(bytes, from, Math.min(1, count));
          }
        };

    assertThat(new FrameReader(slow, Frame.MAX_LENGTH).read().length()).isEqualTo(100_000);
  }

  @Test
  void framesThatAreAtHandAreKnownToBe() throws IOException {
    byte[] stream = written(Frame.of(FrameType.STOP, 1), Frame.of(FrameType.STOP, 2));
    FrameReader reader = reader(stream);

    assertThat(reader.hasFrame()).isFalse();
    reader.read();
    assertThat(reader.hasFrame()).isTrue();
    reader.read();
    assertThat(reader.hasFrame()).isFalse();
  }

  @Test
  void aStrayByteIsNamed() throws IOException {
    byte[] stream = written(Frame.of(FrameType.STOP, 1));
    byte[] stray = new byte[stream.length + 1];
    stray[0] = 'x';
    System.arraycopy(stream, 0, stray, 1, stream.length);

    assertThatThrownBy(reader(stray)::read)
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("stray bytes")
        .hasMessageContaining("\"x");
  }

  @Test
  void anotherProtocolVersionIsNamed() throws IOException {
    byte[] stream = written(Frame.of(FrameType.STOP, 1));
    stream[2] = 99;

    assertThatThrownBy(reader(stream)::read)
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("version 99")
        .hasMessageContaining("two versions of procpool");
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 23, 127, -1})
  void anUnknownTypeIsRefused(byte code) throws IOException {
    byte[] stream = written(Frame.of(FrameType.STOP, 1));
    stream[3] = code;

    assertThatThrownBy(reader(stream)::read)
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("unknown frame type " + (code & 0xff));
  }

  @ParameterizedTest
  @ValueSource(ints = {1001, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void aLengthAboveTheLimitIsRefused(int length) throws IOException {
    byte[] stream = written(new Frame(FrameType.RUN, 1, new byte[0]));
    BigEndian.putInt(stream, 12, length);

    assertThatThrownBy(new FrameReader(new ByteArrayInputStream(stream), 1000)::read)
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("the limit is 1000 bytes");
  }

  /** The payload that a corrupt header promises would be 2 GiB; what is there is one byte. */
  @Test
  void nothingIsAllocatedForALengthThatIsOnlyPromised() throws IOException {
    byte[] stream = written(new Frame(FrameType.RUN, 1, new byte[1]));
    BigEndian.putInt(stream, 12, Frame.MAX_LENGTH);
    long before = allocatedBytes();

    assertThatThrownBy(reader(stream)::read).isInstanceOf(EOFException.class);

    assertThat(allocatedBytes() - before).isLessThan(16 * 1024 * 1024);
  }

  @Test
  void everyTruncationIsAnEndOfStreamAndNoHang() throws IOException {
    byte[] stream = written(new Frame(FrameType.RUN, 1, randomBytes(40)));
    for (int length = 1; length < stream.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(stream, length);

      assertThatThrownBy(reader(cut)::read).isInstanceOf(EOFException.class);
    }
  }

  /** Whatever arrives, reading ends in frames, the end, or a named failure. */
  @Test
  void noRandomStreamBreaksTheReader() throws IOException {
    Random random = new Random(42);
    for (int round = 0; round < 2000; round++) {
      byte[] stream = written(new Frame(FrameType.DONE, 1, randomBytes(random.nextInt(200))));
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        stream[random.nextInt(stream.length)] ^= (byte) (1 << random.nextInt(8));
      }
      FrameReader reader = new FrameReader(new ByteArrayInputStream(stream), 10_000);
      try {
        while (reader.read() != null) {
          continue;
        }
      } catch (MalformedFrameException | EOFException expected) {
        assertThat(expected).hasMessageMatching("(?s).+");
      }
    }
  }

  private static long allocatedBytes() {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  private static FrameReader reader(byte[] stream) {
    return new FrameReader(new ByteArrayInputStream(stream), Frame.MAX_LENGTH);
  }

  private static byte[] written(Frame... frames) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    FrameWriter writer = new FrameWriter(stream);
    for (Frame frame : frames) {
      writer.write(frame);
    }
    writer.flush();
    return stream.toByteArray();
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
