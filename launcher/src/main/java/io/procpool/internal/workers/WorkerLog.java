package io.procpool.internal.workers;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.exec.LogOutputStream;

/**
 * A worker's standard error: each line comes out at the parent's, and the last ones are kept for
 * the message that says how the worker ended. Guarded by its own lock: the pump writes, another
 * thread asks.
 */
final class WorkerLog extends LogOutputStream {

  private static final int KEPT_LINES = 40;
  private static final int MOST_HELD_LINES = 1000;
  private static final int MAX_LINE_LENGTH = 64 * 1024;

  private final Supplier<String> workerName;
  private final WorkerSettings.Output output;
  private final ArrayDeque<String> lastLines = new ArrayDeque<>();

  /** What is held back; {@code null} as long as nothing is. */
  private List<String> held;

  private int unendedLength;

  /**
   * @param holds whether lines are kept back until {@link #show()}
   */
  WorkerLog(Supplier<String> workerName, WorkerSettings.Output output, boolean holds) {
    super(0, Charset.forName(System.getProperty("native.encoding", "UTF-8")));
    this.workerName = workerName;
    this.output = output;
    this.held = holds ? new ArrayList<>() : null;
  }

  /** As its ancestor, but a line that does not end comes in pieces, for memory's sake. */
  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    super.write(bytes, from, count);
    int end = from + count;
    int lineEnd = end;
    while (lineEnd > from && bytes[lineEnd - 1] != '\n') {
      lineEnd--;
    }
    unendedLength = end - lineEnd + (lineEnd == from ? unendedLength : 0);
    if (unendedLength > MAX_LINE_LENGTH) {
      flush();
      unendedLength = 0;
    }
  }

  @Override
  protected void processLine(String line, int level) {
    synchronized (lastLines) {
      lastLines.add(line.length() > 1000 ? line.substring(0, 1000) + "..." : line);
      if (lastLines.size() > KEPT_LINES) {
        lastLines.remove();
      }
      if (held != null && held.size() < MOST_HELD_LINES) {
        held.add(line);
        return;
      }
    }
    show(); // so much is no start that fails
    output.print(output.err(), workerName.get(), line);
  }

  /** Lets lines out that were kept back, and keeps none back any more. */
  void show() {
    synchronized (lastLines) {
      List<String> lines = held == null ? List.of() : held;
      held = null;
      for (String line : lines) {
        output.print(output.err(), workerName.get(), line);
      }
    }
  }

  /** The last lines, for a message. */
  String end() {
    synchronized (lastLines) {
      return String.join("\n", lastLines);
    }
  }
}
