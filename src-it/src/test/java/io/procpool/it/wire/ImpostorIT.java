package io.procpool.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.procpool.ProcessPool;
import io.procpool.WorkerStartException;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.FrameWriter;
import io.procpool.protocol.Greeting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Something else where a worker should be: no pool comes of it, soon, with a message that says why,
 * and nothing is left of it.
 */
class ImpostorIT {

  private static final int VERSION_AT = 2;
  private static final int OTHER_VERSION = 99;

  @TempDir private Path folder;

  /** On descriptor 3 in place of 1, which the shell makes the link's. */
  @ParameterizedTest
  @CsvSource({"THROUGH_SHELL, 3", "DIRECT, 1"})
  void oneThatWritesRandomBytesWithoutEnd(Link link, int descriptor) {
    Impostor random = Impostor.in(folder, "exec cat /dev/urandom >&" + descriptor);

    WorkerStartException failure = random.startFailure(link);

    assertThat(failure).hasMessageContaining("not procpool's protocol: no greeting in its first");
  }

  /** Text, as of a program that is not Java at all: the beginning of it is shown. */
  @ParameterizedTest
  @CsvSource({"THROUGH_SHELL, 3", "DIRECT, 1"})
  void oneThatWritesTextWithoutEnd(Link link, int descriptor) {
    Impostor yes = Impostor.in(folder, "exec yes hello >&" + descriptor);

    assertThat(yes.startFailure(link)).hasMessageContaining("hello");
  }

  @ParameterizedTest
  @EnumSource
  void oneThatWritesALittleAndExits(Link link) {
    Impostor brief =
        Impostor.in(folder, write(link, "garbage") + "echo 'I am no java' >&2; exit 3");

    assertThat(brief.startFailure(link)).hasMessageContainingAll("exit code 3", "I am no java");
  }

  @ParameterizedTest
  @EnumSource
  void oneThatExitsWithoutAWord(Link link) {
    assertThat(Impostor.in(folder, "exit 0").startFailure(link))
        .hasMessageContaining("exit code 0");
  }

  /** The pool ends it for having closed its output: the message should not stop at how. */
  @ParameterizedTest
  @EnumSource
  void oneThatClosesItsOutputAndLingers(Link link) {
    Impostor lingering = Impostor.in(folder, "exec sleep 1000 >&- 3>&-");

    assertThat(lingering.startFailure(link)).hasMessageContaining("output");
  }

  @ParameterizedTest
  @EnumSource
  void oneOfAnotherVersionOfTheProtocol(Link link) throws IOException {
    byte[] frame = frame(FrameType.HELLO, Greeting.ofThisJvm().toFrame().payload());
    frame[VERSION_AT] = OTHER_VERSION;
    Impostor other = Impostor.in(folder, write(link, Greeting.mark(), frame) + "exec sleep 1000");

    assertThat(other.startFailure(link))
        .hasMessageContaining("protocol version " + OTHER_VERSION)
        .hasMessageContaining("this side speaks version " + Frame.PROTOCOL_VERSION);
  }

  @ParameterizedTest
  @EnumSource
  void oneThatGreetsWithAnotherFrame(Link link) throws IOException {
    byte[] frame = frame(FrameType.DONE, new byte[20]);
    Impostor hasty = Impostor.in(folder, write(link, Greeting.mark(), frame) + "exec sleep 1000");

    assertThat(hasty.startFailure(link)).hasMessageContaining("where its greeting should be");
  }

  @ParameterizedTest
  @EnumSource
  void oneWhoseGreetingMakesNoSense(Link link) throws IOException {
    byte[] frame = frame(FrameType.HELLO, new byte[] {127, 127, 127, 127, 127, 127});
    Impostor babbling =
        Impostor.in(folder, write(link, Greeting.mark(), frame) + "exec sleep 1000");

    assertThat(babbling.startFailure(link)).hasMessageContaining("not procpool's protocol");
  }

  /** A length of 2 GB is believed only as far as bytes arrive. */
  @ParameterizedTest
  @EnumSource
  void oneWhoseGreetingIsSaidToBeHuge(Link link) throws IOException {
    byte[] frame = frame(FrameType.HELLO, new byte[0]);
    frame[12] = 127;
    Impostor huge = Impostor.in(folder, write(link, Greeting.mark(), frame) + "exit 3");

    assertThat(huge.startFailure(link)).hasMessageContaining("exit code 3");
  }

  @ParameterizedTest
  @EnumSource
  void oneThatNeverGreets(Link link) {
    Impostor silent = Impostor.in(folder, "exec sleep 1000");
    long start = System.nanoTime();

    WorkerStartException failure =
        silent.startFailure(link, ProcessPool.builder().startTimeout(Duration.ofSeconds(1)));

    assertThat(failure).hasMessageContaining("did not greet within PT1S");
    assertThat((System.nanoTime() - start) / 1e9).isCloseTo(1.0, within(10.0));
  }

  /** Commands that write bytes, or text, to the link. */
  private String write(Link link, byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    Path file = Files.write(folder.resolve("bytes"), all.toByteArray());
    return "cat '" + file + "' >&" + (link == Link.THROUGH_SHELL ? 3 : 1) + "\n";
  }

  private static String write(Link link, String text) {
    return "echo '" + text + "' >&" + (link == Link.THROUGH_SHELL ? 3 : 1) + "\n";
  }

  private static byte[] frame(FrameType type, byte[] payload) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FrameWriter writer = new FrameWriter(bytes);
    writer.write(new Frame(type, 0, payload));
    writer.flush();
    return bytes.toByteArray();
  }
}
