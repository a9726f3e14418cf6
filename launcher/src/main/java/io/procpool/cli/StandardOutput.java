package io.procpool.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard output for results: buffered, and not silent about what {@link PrintStream} would
 * swallow.
 */
final class StandardOutput {

  private static final int BUFFER_LENGTH = 64 * 1024;

  private StandardOutput() {}

  static PrintStream open() {
    OutputStream checked = new Checked(new FileOutputStream(FileDescriptor.out));
    return new PrintStream(
        new BufferedOutputStream(checked, BUFFER_LENGTH), false, TerminalCharset.get());
  }

  /** It cannot be written to any more. Unchecked: the job's code that prints cannot handle it. */
  static final class ClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ClosedException(IOException cause) {
      super(cause.getMessage(), cause);
    }

    /** Whether its reader has gone, as {@code head} does, which is no error. */
    boolean isBrokenPipe() {
      return "Broken pipe".equals(getMessage())
          || isPipe(); // the message may be in another language
    }

    private static boolean isPipe() {
      try {
        return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
      } catch (IOException e) {
        return false; // no such file system here
      }
    }
  }

  private static final class Checked extends FilterOutputStream {

    Checked(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        throw new ClosedException(e);
      }
    }
  }
}
