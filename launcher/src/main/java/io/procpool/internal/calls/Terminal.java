package io.procpool.internal.calls;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The terminal behind standard error: the descriptor, and not what {@code System.err} has become.
 */
final class Terminal {

  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /** Empty if standard error goes elsewhere: to a file, a pipe, nowhere. */
  static Optional<PrintStream> find() {
    return isThere()
        ? Optional.of(new PrintStream(new FileOutputStream(FileDescriptor.err), true))
        : Optional.empty();
  }

  private static boolean isThere() {
    try {
      return Files.isSymbolicLink(STANDARD_ERROR)
          ? isTerminal(Files.readSymbolicLink(STANDARD_ERROR).toString())
          : hasConsole();
    } catch (IOException e) {
      return false; // whatever it is, nobody has said that it is one
    }
  }

  static boolean isTerminal(String file) {
    return file.startsWith("/dev/pts/")
        || file.startsWith("/dev/tty")
        || file.equals("/dev/console");
  }

  /** Says less: that standard input and output are one. From Java 22 on it has to be asked. */
  private static boolean hasConsole() {
    Console console = System.console();
    if (console == null || Runtime.version().feature() < 22) {
      return console != null;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
