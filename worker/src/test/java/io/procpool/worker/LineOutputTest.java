package io.procpool.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameReader;
import io.procpool.protocol.FrameWriter;
import io.procpool.protocol.StatusPage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineOutputTest {

  private final ByteArrayOutputStream link = new ByteArrayOutputStream();
  private final LineOutput lines =
      new LineOutput(new Outbox(new FrameWriter(link), StatusPage.none(), new Annexes()));
  private final PrintStream out = lines.stream();

  @Test
  void aLineIsSentWhenItEnds() throws IOException {
    out.print("one");
    assertThat(sent()).isEmpty();

    out.println(" line");
    assertThat(sent()).containsExactly("one line\n");
  }

  @Test
  void whatATaskLeavesOpenIsEndedForIt() throws IOException {
    out.print("open");

    lines.endLine();
    lines.endLine();

    assertThat(sent()).containsExactly("open\n");
  }

  @Test
  void severalLinesWrittenTogetherStayTogether() throws IOException {
    out.print("a\nb\nc");

    assertThat(sent()).containsExactly("a\nb\n");
    lines.endLine();
    assertThat(sent()).containsExactly("a\nb\n", "c\n");
  }

  @Test
  void singleBytesMakeALine() throws IOException {
    for (byte each : "größer\n".getBytes(StandardCharsets.UTF_8)) {
      out.write(each);
    }

    assertThat(sent()).containsExactly("größer\n");
  }

  @Test
  void aLineWithoutEndComesInPieces() throws IOException {
    String endless = "x".repeat(1_000_000);

    out.print(endless);
    lines.endLine();

    assertThat(sent()).hasSize(1_000_000 / LineOutput.MAX_LINE_LENGTH + 1);
    assertThat(String.join("", sent())).isEqualTo(endless + "\n");
  }

  @Test
  void aPieceDoesNotEndInsideACharacter() throws IOException {
    String endless = "x" + "größe€𝄞".repeat(20_000);

    out.print(endless);
    lines.endLine();

    assertThat(sent()).hasSizeGreaterThan(3);
    assertThat(String.join("", sent())).isEqualTo(endless + "\n");
  }

  private List<String> sent() throws IOException {
    FrameReader reader =
        new FrameReader(new ByteArrayInputStream(link.toByteArray()), Frame.MAX_LENGTH);
    List<String> texts = new ArrayList<>();
    for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
      texts.add(new String(frame.payload(), 0, frame.length(), StandardCharsets.UTF_8));
    }
    return texts;
  }
}
