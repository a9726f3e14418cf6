package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.it.CommandLine;
import io.procpool.it.Eventually;
import io.procpool.it.wire.Program;
import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.Connection;
import io.procpool.sharing.Connections;
import io.procpool.sharing.Pipe;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ends that move at any moment, and processes that end at any moment: nothing is lost, nobody
 * hangs.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MovingEndsIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path temporary;

  /** Every way to part two ends, with messages before, between and behind. */
  @Test
  void nothingIsLostWhereverTheEndsGoAndWhenever() throws Exception {
    Pipe toSender = Pipe.create(true);
    Pipe toReceiver = Pipe.create(true);
    ChildProcess sender = ChildProcess.of(MovingEndsIT::send, toSender.second()).start();
    ChildProcess receiver = ChildProcess.of(MovingEndsIT::receive, toReceiver.second()).start();
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      Pipe pipe = Pipe.create(random.nextBoolean());
      int before = random.nextInt(3);
      for (int i = 0; i < before; i++) {
        pipe.second().send(i);
      }
      List<Runnable> moves = new ArrayList<>();
      moves.add(() -> give(toSender.first(), pipe.second(), before));
      moves.add(() -> give(toReceiver.first(), pipe.first(), 0));
      if (random.nextBoolean()) {
        java.util.Collections.reverse(moves);
      }
      moves.get(0).run();
      if (random.nextBoolean()) {
        Connections.wait(Duration.ofMillis(random.nextInt(5)), toSender.first());
      }
      moves.get(1).run();

      assertThat(toReceiver.first().receive()).as("round %d", round).isEqualTo(100);
      assertThat(toSender.first().receive()).isEqualTo("sent");
    }
    toSender.first().close();
    toReceiver.first().close();
    assertThat(sender.join(LIMIT)).isTrue();
    assertThat(receiver.join(LIMIT)).isTrue();
  }

  private static void give(Connection to, Connection end, int number) {
    try {
      to.send(List.of(end, number));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Up to a hundred, on each end that comes. */
  private static void send(Connection orders) throws IOException {
    try {
      while (true) {
        List<?> order = (List<?>) orders.receive();
        try (Connection end = (Connection) order.get(0)) {
          for (int i = (Integer) order.get(1); i < 100; i++) {
            end.send(i);
          }
        }
        orders.send("sent");
      }
    } catch (EOFException e) {
      return;
    }
  }

  /** Counts what comes in order, until the end. */
  private static void receive(Connection orders) throws IOException {
    try {
      while (true) {
        Connection end = (Connection) ((List<?>) orders.receive()).get(0);
        orders.send(count(end));
      }
    } catch (EOFException e) {
      return;
    }
  }

  private static int count(Connection end) throws IOException {
    int next = 0;
    try (end) {
      while (end.receive(Integer.class) == next) {
        next++;
      }
      return -1;
    } catch (EOFException e) {
      return next;
    }
  }

  @Test
  void anEndIsClosedIfWhoShouldReceiveItDiesBefore() throws Exception {
    Pipe carrier = Pipe.create(true);
    String file = temporary.resolve("held").toString();
    ChildProcess child = ChildProcess.of(Talk::hold, carrier.second(), file).start();
    Eventually.eventually("it runs", () -> Files.exists(Path.of(file)));
    Pipe pipe = Pipe.create(true);
    carrier.first().send(pipe.second());
    carrier.first().close();

    child.kill();

    assertThatThrownBy(() -> pipe.first().receive()).isInstanceOf(EOFException.class);
    pipe.first().close();
  }

  @Test
  void anEndIsClosedIfTheOneThatWaitsForItDies() throws Exception {
    Pipe pipe = Pipe.create(true);
    Connection first = pipe.first();
    ChildProcess waiting = ChildProcess.of(c -> c.receive(), first).start();
    Pipe report = Pipe.create(false);
    Connection out = report.second();
    Connection second = pipe.second();
    ChildProcess late =
        ChildProcess.of(
                () -> {
                  out.send("here");
                  Deeds.sleep(2);
                  try {
                    out.send(second.receive());
                  } catch (EOFException e) {
                    out.send("the end");
                  }
                })
            .start();
    assertThat(report.first().receive()).isEqualTo("here");

    waiting.kill();

    assertThat(report.first().receive()).isEqualTo("the end");
    report.first().close();
    assertThat(late.join(LIMIT)).isTrue();
  }

  @Test
  void ofAFamilyThatIsKilledNoSocketIsLeft() throws Exception {
    Process parent =
        CommandLine.start(
            Program.command(MovingEndsIT.Family.class, List.of("-Djava.io.tmpdir=" + temporary)),
            Path.of("."),
            Map.of());
    assertThat(parent.getInputStream().read()).isEqualTo('x');
    assertThat(foldersOf(parent.pid())).as("its exchange").isNotEmpty();

    parent.destroyForcibly();

    Eventually.eventually("they are gone", () -> foldersOf(parent.pid()).isEmpty());
  }

  private static List<Path> foldersOf(long pid) {
    try (Stream<Path> all = Files.list(Path.of("/dev/shm"))) {
      return all.filter(path -> path.toString().contains("-" + pid + "-")).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Has a child that holds an end, and waits. */
  static final class Family {

    private Family() {}

    public static void main(String[] args) throws Exception {
      Pipe pipe = Pipe.create(true);
      Pipe started = Pipe.create(false);
      Connection out = started.second();
      Connection unused = pipe.second();
      ChildProcess.of(
              () -> {
                out.send("started");
                Deeds.sleep(60);
                unused.close();
              })
          .start();
      started.first().receive();
      System.out.print("x");
      System.out.flush();
      Deeds.sleep(60);
    }
  }
}
