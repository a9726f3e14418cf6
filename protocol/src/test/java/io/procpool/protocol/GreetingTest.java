package io.procpool.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GreetingTest {

  private static final Greeting GREETING = new Greeting("17.0.15", 4711, 1L << 30, 2, 12345);

  @Test
  void aGreetingTellsVersionsAndPid() throws IOException {
    assertThat(Greeting.await(reader(greetingBehind("")))).isEqualTo(GREETING);
  }

  @Test
  void thisJvmGreetsWithItsOwn() {
    Greeting greeting = Greeting.ofThisJvm();

    assertThat(greeting.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(greeting.javaVersion()).isEqualTo(System.getProperty("java.version"));
  }

  /** A log line may end in the beginning of the mark: the search must not lose the real one. */
  @Test
  void whatWasPrintedBeforeItIsSkipped() throws IOException {
    String log = "[0.004s][info][gc] Using G1\n".repeat(1000) + "\0procpool\0proc\0";

    assertThat(Greeting.await(reader(greetingBehind(log)))).isEqualTo(GREETING);
  }

  @Test
  void anEndlessRandomStreamIsRefusedAndShown() {
    Random random = new Random(1);
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return random.nextInt(256);
          }
        };

    assertThatThrownBy(() -> Greeting.await(new FrameReader(endless, Frame.MAX_LENGTH)))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("no greeting in its first 1048576 bytes");
  }

  @Test
  void aStreamThatEndsBeforeItSaysSo() {
    byte[] garbage = "Error: no such option".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Greeting.await(reader(garbage)))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("before its greeting");
  }

  @Test
  void anotherFrameInItsPlaceIsRefused() throws IOException {
    byte[] stream = markAnd(Frame.of(FrameType.DONE, 0));

    assertThatThrownBy(() -> Greeting.await(reader(stream)))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("something else where its greeting should be");
  }

  @Test
  void anotherProtocolVersionIsNamed() throws IOException {
    byte[] stream = greetingBehind("");
    stream[Greeting.mark().length + 2] = Frame.PROTOCOL_VERSION + 1;

    assertThatThrownBy(() -> Greeting.await(reader(stream)))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("protocol version " + (Frame.PROTOCOL_VERSION + 1));
  }

  private static byte[] greetingBehind(String printed) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.write(printed.getBytes(StandardCharsets.ISO_8859_1));
    stream.write(markAnd(GREETING.toFrame()));
    return stream.toByteArray();
  }

  private static byte[] markAnd(Frame frame) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.write(Greeting.mark());
    FrameWriter writer = new FrameWriter(stream);
    writer.write(frame);
    writer.flush();
    return stream.toByteArray();
  }

  private static FrameReader reader(byte[] stream) {
    return new FrameReader(new ByteArrayInputStream(stream), Frame.MAX_LENGTH);
  }
}
