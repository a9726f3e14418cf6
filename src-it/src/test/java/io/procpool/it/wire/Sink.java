package io.procpool.it.wire;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a pool is given to print on, and what was printed there. */
public final class Sink {

  /** Safe to read while workers print: its methods are synchronized. */
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  public PrintStream stream() {
    return stream;
  }

  public String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  public List<String> lines() {
    return text().lines().toList();
  }
}
