package io.procpool.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Standard output for results: buffered, and not silent about what {@link PrintStream} would
 * swallow.
 */
final class StandardOutput {

  private static final int BUFFER_LENGTH = 64 * 1024;

  private StandardOutput() {}

  static PrintStream open() {
    OutputStream checked = new Checked(new FileOutputStream(FileDescriptor.out));
    Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    return new PrintStream(new BufferedOutputStream(checked, BUFFER_LENGTH), false, charset);
  }

  /** It cannot be written to any more. Unchecked: the job's code that prints cannot handle it. */
  static final class ClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ClosedException(IOException cause) {
      super(cause.getMessage(), cause);
    }

    /** Whether its reader has gone, as {@code head} does, which is no error. */
    boolean isBrokenPipe() {
      return "Broken pipe".equals(getMessage());
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
