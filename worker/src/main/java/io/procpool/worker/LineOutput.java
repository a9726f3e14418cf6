package io.procpool.worker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What tasks print to {@code System.out}, sent in whole lines, each before the result of the task
 * that printed it. A line longer than {@value #MAX_LINE_LENGTH} bytes comes in pieces. What a task
 * leaves without a line end gets one when the task ends.
 */
final class LineOutput extends OutputStream {

  static final int MAX_LINE_LENGTH = 64 * 1024;

  private static final int MAX_CHARACTER_LENGTH = 4;

  /** Known by its identity. */
  private static final byte[] END_OF_LINE = {};

  private final PrintStream stream = new PrintStream(this, true, StandardCharsets.UTF_8);
  private final Outbox outbox;
  private final byte[] line = new byte[MAX_LINE_LENGTH];

  /** Volatile, for the task's thread asks after every task, and other threads may print. */
  private volatile int length;

  LineOutput(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public synchronized void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) {
    if (bytes == END_OF_LINE) {
      if (length > 0) {
        write('\n');
      }
      return;
    }
    for (int at = from; at < from + count; ) {
      int kept = length;
      int taken = Math.min(line.length - kept, from + count - at);
      System.arraycopy(bytes, at, line, kept, taken);
      length = kept + taken;
      sendLinesEndingBehind(kept);
      at += taken;
    }
  }

  /**
   * Ends the line that a task has left open, if it has. Through the stream and its lock: another
   * thread may be in the middle of a line, which the stream writes in several pieces.
   */
  void endLine() {
    if (length > 0) {
      stream.write(END_OF_LINE, 0, 0);
    }
  }

  /** What tasks print to. */
  PrintStream stream() {
    return stream;
  }

  /** A piece must not end inside a character. */
  private int endOfLastCharacter() {
    int start = length - 1;
    while (start > length - MAX_CHARACTER_LENGTH && (line[start] & 0xC0) == 0x80) {
      start--;
    }
    int bytes = Integer.numberOfLeadingZeros(~(line[start] << 24)); // the leading ones of its first
    return bytes > length - start ? start : length;
  }

  private void sendLinesEndingBehind(int position) {
    int end = length;
    while (end > position && line[end - 1] != '\n') {
      end--;
    }
    if (end == position) {
      end = length == line.length ? endOfLastCharacter() : 0;
    }
    if (end > 0) {
      outbox.print(line, end);
      System.arraycopy(line, end, line, 0, length - end);
      length -= end;
    }
  }
}
