package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.SerializationException;
import io.procpool.it.Eventually;
import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.Connection;
import io.procpool.sharing.Pipe;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipes between a process and its children, or within it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipeIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path temporary;

  // ---- S92: two processes

  @Test
  void objectsOfManyKindsComeBackAsTheyWere() throws Exception {
    Pipe pipe = Pipe.create(true);
    ChildProcess child = ChildProcess.of(Talk::echo, pipe.second()).start();

    for (Object value :
        Arrays.asList(1, "text", null, List.of(1, 2.0), Map.of("a", List.of("b")), LIMIT)) {
      pipe.first().send(value);
      assertThat(pipe.first().receive()).isEqualTo(value);
    }

    pipe.first().close();
    assertThat(child.join(LIMIT)).isTrue();
    assertThat(child.exitCode()).hasValue(0);
  }

  // S92
  @Test
  void sixteenMegabytesComeBackAndMessagesAreKeptApart() throws Exception {
    Pipe pipe = Pipe.create(true);
    ChildProcess child = ChildProcess.of(Talk::echoBytes, pipe.second()).start();
    byte[] large = new byte[16 * 1024 * 1024];
    new Random(1).nextBytes(large);

    pipe.first().sendBytes(large);
    assertThat(pipe.first().receiveBytes()).isEqualTo(large);
    for (String text : List.of("hello", "", "a", "b", "bye", "", "lop")) {
      pipe.first().sendBytes(text.getBytes(StandardCharsets.UTF_8));
    }
    for (String text : List.of("hello", "", "a", "b", "bye", "", "lop")) {
      assertThat(pipe.first().receiveBytes()).asString().isEqualTo(text);
    }

    pipe.first().close();
    assertThat(child.join(LIMIT)).isTrue();
  }

  // S92
  @Test
  void whatAChildSentBeforeItsEndIsReceivedAndThenTheEnd() throws Exception {
    Pipe pipe = Pipe.create(true);
    ChildProcess child = ChildProcess.of(c -> c.send("only"), pipe.second()).start();

    assertThat(child.join(LIMIT)).isTrue();

    assertThat(pipe.first().poll(LIMIT)).isTrue();
    assertThat(pipe.first().receive()).isEqualTo("only");
    assertThat(pipe.first().poll(LIMIT)).as("the end can be received").isTrue();
    assertThatThrownBy(() -> pipe.first().receive()).isInstanceOf(EOFException.class);
    assertThat(pipe.first().poll()).isTrue();
    assertThatThrownBy(() -> pipe.first().send("to nobody"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other end of this connection is closed");
    pipe.first().close();
  }

  // S92, in one process and to another
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsOfASimplexPipeRefuseTheOtherDirection(boolean isElsewhere) throws Exception {
    Pipe pipe = Pipe.create(false);
    ChildProcess child = null;
    if (isElsewhere) {
      child = ChildProcess.of(Talk::sendAll, pipe.second(), List.of(1, 2)).start();
    } else {
      assertThatThrownBy(() -> pipe.second().receive())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("only sends");
      assertThatThrownBy(() -> pipe.second().poll()).isInstanceOf(IOException.class);
      assertThat(pipe.second().isReadable()).isFalse();
      Talk.sendAll(pipe.second(), List.of(1, 2));
    }

    assertThatThrownBy(() -> pipe.first().send(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("only receives");
    assertThat(pipe.first().isWritable()).isFalse();
    assertThat(pipe.first().receive()).isEqualTo(1);
    assertThat(pipe.first().receive(Integer.class)).isEqualTo(2);
    assertThatThrownBy(() -> pipe.first().receive()).isInstanceOf(EOFException.class);
    pipe.first().close();
    assertThat(child == null || child.join(LIMIT)).isTrue();
  }

  // S92, and 1.5
  @ParameterizedTest
  @CsvSource({"0, 26", "5, 21", "7, 8", "26, 0", "0, 0"})
  void partsOfBytesAreSent(int offset, int size) throws Exception {
    byte[] letters = "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.UTF_8);
    Pipe pipe = Pipe.create(false);

    pipe.second().sendBytes(letters, offset, size);

    assertThat(pipe.first().receiveBytes())
        .isEqualTo(Arrays.copyOfRange(letters, offset, offset + size));
    close(pipe);
  }

  // S92, and 1.5
  @ParameterizedTest
  @CsvSource({"27, 0", "22, 5", "26, 1", "-1, 1", "4, -1"})
  void whatIsNoPartOfThemIsRefused(int offset, int size) throws Exception {
    byte[] letters = "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.UTF_8);
    Pipe pipe = Pipe.create(false);

    assertThatThrownBy(() -> pipe.second().sendBytes(letters, offset, size))
        .isInstanceOf(IndexOutOfBoundsException.class);

    assertThat(pipe.first().poll()).isFalse();
    close(pipe);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMessageThatIsTooLongStaysForWhoTakesMore(boolean isElsewhere) throws Exception {
    Pipe pipe = Pipe.create(true);
    ChildProcess child =
        isElsewhere ? ChildProcess.of(Talk::echoBytes, pipe.second()).start() : null;
    pipe.first().sendBytes(new byte[100]);
    if (!isElsewhere) {
      pipe.second().sendBytes(pipe.second().receiveBytes());
    }

    assertThatThrownBy(() -> pipe.first().receiveBytes(99))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("100 bytes");

    assertThat(pipe.first().receiveBytes(100)).hasSize(100);
    close(pipe);
    assertThat(child == null || child.join(LIMIT)).isTrue();
  }

  @Test
  void pollingWaitsAsLongAsItWasTold() throws Exception {
    Pipe pipe = Pipe.create(true);
    long begun = System.nanoTime();

    assertThat(pipe.first().poll()).isFalse();
    assertThat(pipe.first().poll(Duration.ofSeconds(-1))).isFalse();
    assertThat(pipe.first().poll(Duration.ofMillis(200))).isFalse();

    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(200_000_000L);
    pipe.second().send("");
    assertThat(pipe.first().poll()).isTrue();
    assertThat(pipe.first().poll(Duration.ofSeconds(-1))).isTrue();
    close(pipe);
  }

  @Test
  void aSenderWaitsForAReceiver() throws Exception {
    Pipe pipe = Pipe.create(false);
    byte[] bytes = new byte[100_000];
    CompletableFuture<Void> sender =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 10; i++) {
                send(pipe.second(), bytes);
              }
            });

    assertThat(pipe.first().poll(LIMIT)).isTrue();
    assertThatThrownBy(() -> sender.get(200, TimeUnit.MILLISECONDS)).as("it waits").isNotNull();
    for (int i = 0; i < 10; i++) {
      assertThat(pipe.first().receiveBytes()).hasSize(100_000);
    }

    sender.get(60, TimeUnit.SECONDS);
    close(pipe);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closingEndsWhatWaits(boolean isElsewhere) throws Exception {
    Pipe pipe = Pipe.create(true);
    String file = temporary.resolve("held").toString();
    ChildProcess child = isElsewhere ? ChildProcess.of(Talk::ignore, pipe.second()).start() : null;
    CompletableFuture<Throwable> receiver = failureOf(() -> pipe.first().receive());
    CompletableFuture<Throwable> sender =
        failureOf(
            () -> {
              while (true) {
                pipe.first().sendBytes(new byte[50_000]);
              }
            });

    assertThatThrownBy(() -> sender.get(300, TimeUnit.MILLISECONDS)).as("it waits").isNotNull();
    pipe.first().close();

    assertThat(receiver.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    assertThat(sender.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    assertThat(pipe.first().isClosed()).isTrue();
    end(child);
    assertThat(Files.exists(Path.of(file))).isFalse();
    close(pipe);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptEndsWaitingAndNotTheConnection(boolean isElsewhere) throws Exception {
    Pipe pipe = Pipe.create(true);
    ChildProcess child = null;
    if (isElsewhere) {
      child = ChildProcess.of(Talk::echo, pipe.second()).start();
      pipe.first().send("once");
      assertThat(pipe.first().receive()).isEqualTo("once");
    }
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                failure.complete(new AssertionError(pipe.first().receive()));
              } catch (Throwable e) {
                failure.complete(Thread.currentThread().isInterrupted() ? e : new Error(e));
              }
            });
    waiting.start();
    Eventually.eventually("it waits", () -> isWaiting(waiting));

    waiting.interrupt();

    assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
    pipe.first().send("again");
    if (isElsewhere) {
      assertThat(pipe.first().receive()).isEqualTo("again");
    }
    close(pipe);
    end(child);
  }

  // ---- ends that move

  @Test
  void whatWasSentBeforeAnEndMovesComesWithIt() throws Exception {
    Pipe pipe = Pipe.create(true);
    pipe.second().send("from second, before");
    pipe.first().send("to second, before");

    ChildProcess child = ChildProcess.of(Talk::echo, pipe.second()).start();
    pipe.first().send("to second, behind");

    assertThat(pipe.first().receive()).isEqualTo("from second, before");
    assertThat(pipe.first().receive()).isEqualTo("to second, before");
    assertThat(pipe.first().receive()).isEqualTo("to second, behind");
    assertThat(pipe.second().isClosed()).isTrue();
    assertThatThrownBy(() -> pipe.second().send("x"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gone to another process");
    pipe.second().close();
    pipe.first().close();
    assertThat(child.join(LIMIT)).isTrue();
    assertThat(child.exitCode()).hasValue(0);
  }

  @Test
  void bothEndsMoveAndMeetEachOther() throws Exception {
    Pipe pipe = Pipe.create(true);
    Pipe report = Pipe.create(false);
    pipe.first().send("before both");
    Connection second = pipe.second();
    Connection first = pipe.first();
    Connection result = report.second();

    ChildProcess echo = ChildProcess.of(Talk::echo, second).start();
    ChildProcess asking =
        ChildProcess.of(
                () -> {
                  first.send("question");
                  result.send(List.of(first.receive(), first.receive()));
                })
            .start();

    assertThat(report.first().receive()).isEqualTo(List.of("before both", "question"));
    assertThat(asking.join(LIMIT)).isTrue();
    assertThat(echo.join(LIMIT)).as("its other end is closed").isTrue();
    assertThat(echo.exitCode()).hasValue(0);
    report.first().close();
  }

  @Test
  void anEndGoesThroughAConnectionToAProcessThatRuns() throws Exception {
    Pipe carrier = Pipe.create(true);
    ChildProcess child = ChildProcess.of(Talk::echoOnWhatComes, carrier.second()).start();
    Pipe pipe = Pipe.create(true);

    carrier.first().send(pipe.second());
    pipe.first().send("hello");

    assertThat(pipe.first().receive()).isEqualTo("hello");
    close(pipe);
    close(carrier);
    assertThat(child.join(LIMIT)).isTrue();
  }

  @Test
  void anEndThatWasNotUsedGoesOnWithoutATrace() throws Exception {
    Pipe toFirst = Pipe.create(true);
    Pipe between = Pipe.create(true);
    ChildProcess first = ChildProcess.of(Talk::passOn, toFirst.second(), between.first()).start();
    ChildProcess second = ChildProcess.of(Talk::echoOnWhatComes, between.second()).start();
    Pipe pipe = Pipe.create(true);

    toFirst.first().send(pipe.second());
    pipe.first().send("one");
    assertThat(pipe.first().receive()).isEqualTo("one");
    first.kill();
    assertThat(first.join(LIMIT)).isTrue();

    pipe.first().send("two");
    assertThat(pipe.first().receive()).as("without the process between").isEqualTo("two");
    close(pipe);
    close(toFirst);
    assertThat(second.join(LIMIT)).isTrue();
  }

  @Test
  void anEndThatWasUsedGoesOnThroughWhereItWas() throws Exception {
    Pipe between = Pipe.create(true);
    Pipe pipe = Pipe.create(true);
    ChildProcess first =
        ChildProcess.of(Talk::useAndPassOn, pipe.second(), between.first()).start();
    ChildProcess second = ChildProcess.of(Talk::echoOnWhatComes, between.second()).start();

    assertThat(pipe.first().receive()).isEqualTo("used by " + first.pid());
    pipe.first().send("go on");
    for (int i = 0; i < 100; i++) {
      pipe.first().send(i);
      assertThat(pipe.first().receive()).isEqualTo(i);
    }
    first.kill();

    assertThatThrownBy(() -> pipe.first().receive()).isInstanceOf(EOFException.class);
    assertThat(second.join(LIMIT)).isTrue();
    close(pipe);
  }

  @Test
  void anEndComesBackToWhereItWas() throws Exception {
    Pipe carrier = Pipe.create(true);
    ChildProcess child = ChildProcess.of(Talk::echo, carrier.second()).start();
    Pipe pipe = Pipe.create(true);

    carrier.first().send(pipe.second());
    Connection back = carrier.first().receive(Connection.class);
    back.send("hello");

    assertThat(pipe.first().receive()).isEqualTo("hello");
    pipe.first().send("you");
    assertThat(back.receive()).isEqualTo("you");
    back.close();
    close(pipe);
    close(carrier);
    assertThat(child.join(LIMIT)).isTrue();
  }

  @Test
  void anEndIsClosedWhenTheProcessEndsThatHasItAndHasNotUsedIt() throws Exception {
    Pipe pipe = Pipe.create(true);
    String file = temporary.resolve("held").toString();
    ChildProcess child = ChildProcess.of(Talk::hold, pipe.second(), file).start();
    Eventually.eventually("it has the end", () -> Files.exists(Path.of(file)));
    pipe.first().send("never read");

    child.kill();

    assertThatThrownBy(() -> pipe.first().receive()).isInstanceOf(EOFException.class);
    close(pipe);
  }

  @Test
  void anEndIsClosedWhenItsProcessEndsBeforeItArrives() throws Exception {
    Pipe pipe = Pipe.create(true);
    ChildProcess child = ChildProcess.of(Talk::echo, pipe.second()).jvmArgs("-Xno-such").start();

    assertThatThrownBy(() -> pipe.first().receive()).isInstanceOf(EOFException.class);

    assertThat(child.join(LIMIT)).isTrue();
    assertThat(child.exitCode()).hasValue(1);
    close(pipe);
  }

  @Test
  void anEndStaysWhereItIsIfWhatItWasSentWithIsRefused() throws Exception {
    Pipe carrier = Pipe.create(true);
    Pipe pipe = Pipe.create(true);
    Connection end = pipe.second();
    List<Object> both = List.of(end, Thread.currentThread());

    assertThatThrownBy(() -> carrier.first().send(both)).isInstanceOf(SerializationException.class);
    assertThatThrownBy(ChildProcess.of(() -> System.out.println(end + " " + both))::start)
        .isInstanceOf(SerializationException.class);

    end.send("still here");
    assertThat(pipe.first().receive()).isEqualTo("still here");
    close(pipe);
    close(carrier);
  }

  @Test
  void manyMessagesKeepTheirOrderWhileAnEndMoves() throws Exception {
    Pipe pipe = Pipe.create(true);
    CompletableFuture<Void> sender =
        CompletableFuture.runAsync(
            () -> IntStream.range(0, 50_000).forEach(i -> send(pipe.first(), i)));
    ChildProcess child = ChildProcess.of(Talk::echo, pipe.second()).start();

    for (int i = 0; i < 50_000; i++) {
      assertThat(pipe.first().receive()).isEqualTo(i);
    }

    sender.get(60, TimeUnit.SECONDS);
    close(pipe);
    assertThat(child.join(LIMIT)).isTrue();
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals("select"));
  }

  private static void send(Connection connection, Object value) {
    try {
      if (value instanceof byte[] bytes) {
        connection.sendBytes(bytes);
      } else {
        connection.send(value);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static CompletableFuture<Throwable> failureOf(Attempt attempt) {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                attempt.run();
                failure.complete(null);
              } catch (Throwable e) {
                failure.complete(e);
              }
            });
    thread.start();
    return failure;
  }

  private static void close(Pipe pipe) throws IOException {
    pipe.first().close();
    pipe.second().close();
  }

  private static void end(ChildProcess child) throws InterruptedException {
    if (child != null) {
      child.kill();
      child.join();
    }
  }

  @FunctionalInterface
  private interface Attempt {
    void run() throws Exception;
  }
}
