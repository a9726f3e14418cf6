package io.procpool.it.wire;

import io.procpool.protocol.Greeting;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Tasks that print, in every way there is. */
final class Printing {

  private Printing() {}

  /** A library that takes the standard output before anybody can replace it. */
  static final class Library {

    static final PrintStream OUT = new PrintStream(new FileOutputStream(FileDescriptor.out), true);

    private Library() {}
  }

  /** Prints much without a line end. */
  static int letters(char letter, int count) {
    System.out.print(String.valueOf(letter).repeat(count));
    return count;
  }

  static int zeroByte(int item) {
    System.out.write(0);
    return item + 1;
  }

  static int formatted(int item) {
    System.out.printf("item %d", item);
    return item + 1;
  }

  static int throughLibrary(int item) {
    Library.OUT.println("library " + item);
    return item + 1;
  }

  /** Bytes that look like nothing but a frame of another version, and like a greeting. */
  static int bytesOfTheProtocol(int item) {
    byte[] mark = Greeting.mark();
    byte[] frame = {(byte) 0xF7, (byte) 0x9C, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 127, 0, 0, 0, '\n'};
    for (PrintStream stream : new PrintStream[] {System.out, System.err, Library.OUT}) {
      stream.write(mark, 0, mark.length);
      stream.write(frame, 0, frame.length);
      stream.flush();
    }
    return item + 1;
  }

  /** A grandchild that writes to the standard output it inherits: native code, to the JVM. */
  static int throughGrandchild(int item) throws IOException, InterruptedException {
    Process echo = new ProcessBuilder("echo", "native " + item).inheritIO().start();
    return echo.waitFor() == 0 ? item + 1 : -1;
  }

  /** 10 MB in lines of 100 bytes. */
  static int muchToStderr(int item) {
    byte[] line = ("e".repeat(99) + "\n").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 100_000; i++) {
      System.err.write(line, 0, line.length);
    }
    return item + 1;
  }

  static int readingStdin(int item) throws IOException {
    return System.in.read() * 1000 + item;
  }

  /** Prints from two threads at once, each line of one letter. */
  static int linesFromTwoThreads(int lines, int length) throws InterruptedException {
    Thread other = new Thread(() -> lines("b", lines, length));
    other.start();
    lines("a", lines, length);
    other.join();
    return lines;
  }

  /** Leaves a thread behind that prints while the tasks behind this one start and end. */
  static int linesFromAThreadThatStays(int lines, int length) {
    Thread staying = new Thread(() -> lines("c", lines, length));
    staying.setDaemon(true);
    staying.start();
    return lines;
  }

  private static void lines(String letter, int lines, int length) {
    String line = letter.repeat(length);
    for (int i = 0; i < lines; i++) {
      System.out.println(line);
    }
  }
}
