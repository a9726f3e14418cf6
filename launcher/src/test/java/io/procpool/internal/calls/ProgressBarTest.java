package io.procpool.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.TaskException;
import io.procpool.internal.engine.Outcomes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final ProgressBar bar = new ProgressBar(new PrintStream(screen), 4);

  @Test
  void aLineSaysHowFarTheCallIsAndWhatIsLeft() {
    assertThat(new ProgressLine(430, 0, 1000, Duration.ofSeconds(5)))
        .hasToString("[############                  ]  43% 430/1000 tasks, 86/s, 0:07 left");
  }

  @Test
  void aLineSaysHowManyHaveFailed() {
    assertThat(new ProgressLine(1, 1, 2, Duration.ofSeconds(4000)).toString())
        .endsWith("50% 1/2 tasks, 0.0/s, 1:06:40 left, 1 failed");
  }

  @Test
  void aLineOfAnInputOfUnknownLengthSaysHowLongItHasTaken() {
    assertThat(new ProgressLine(7, 0, -1, Duration.ofSeconds(2)))
        .hasToString("7 tasks, 3.5/s, 0:02");
    assertThat(new ProgressLine(0, 0, 10, Duration.ZERO).toString()).endsWith("0/10 tasks, 0.0/s");
  }

  @Test
  void noTerminalHasToWrapALine() {
    long many = Long.MAX_VALUE / 1000;
    assertThat(new ProgressLine(many, many, many, Duration.ofNanos(1)).toString())
        .hasSizeLessThan(80);
  }

  @Test
  void whatHasEndedIsCountedAndTheLineIsGoneInTheEnd() {
    bar.count(new Ended(2, 1));
    bar.print();
    assertThat(screen.toString())
        .startsWith("\r[###############  ")
        .contains("2/4")
        .contains("1 fai");
    int length = screen.toString().length() - 1;
    screen.reset();

    bar.close();
    assertThat(screen).hasToString("\r" + " ".repeat(length) + "\r");
  }

  @Test
  void nothingIsPrintedBehindTheEnd() {
    bar.end();
    bar.print();
    bar.close();
    bar.close();

    assertThat(screen.toString()).isEmpty();
  }

  @Test
  void aFileOrAPipeIsNoTerminal() {
    assertThat(Terminal.isTerminal("/dev/pts/3")).isTrue();
    assertThat(Terminal.isTerminal("/dev/tty1")).isTrue();
    assertThat(Terminal.isTerminal("pipe:[4711]")).isFalse();
    assertThat(Terminal.isTerminal("/var/log/run.err")).isFalse();
    assertThat(Terminal.isTerminal("/dev/null")).isFalse();
  }

  private record Ended(int count, int failed) implements Outcomes<Object> {

    @Override
    public long size() {
      return 0;
    }

    @Override
    public void open(Receiver<? super Object> receiver) {
      receiver.onFailure(0, (TaskException) null);
    }
  }
}
