package io.procpool.testkit;

import io.procpool.protocol.Greeting;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/** What a link must not take for its own, on the ways that could lead there. */
final class Garbage {

  /** A frame of procpool's that claims to be followed by 2 GB, or of a version there never was. */
  private static final byte[] FRAMES = {
    (byte) 0xF7, (byte) 0x9C, 2, 4, 0, 0, 0, 0, 0, 0, 0, 1, 127, -1, -1, -1,
    (byte) 0xF7, (byte) 0x9C, 99, 4, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0
  };

  private Garbage() {}

  static void throughSystemOut() {
    byte[] garbage = garbage();
    System.out.write(garbage, 0, garbage.length);
    System.out.flush();
  }

  /** Not closed: that would close the descriptor. */
  @SuppressWarnings("resource")
  static void throughDescriptor() throws IOException {
    new FileOutputStream(FileDescriptor.out).write(garbage());
  }

  static void throughChild() throws IOException, InterruptedException {
    Process cat = new ProcessBuilder("cat").redirectOutput(Redirect.INHERIT).start();
    try (OutputStream stdin = cat.getOutputStream()) {
      stdin.write(garbage());
    }
    cat.waitFor();
  }

  static void closeOutput() throws IOException {
    System.out.close();
    new FileOutputStream(FileDescriptor.out).close();
  }

  private static byte[] garbage() {
    ByteArrayOutputStream garbage = new ByteArrayOutputStream();
    garbage.writeBytes("garbage\n".getBytes(StandardCharsets.US_ASCII));
    garbage.writeBytes(Greeting.mark());
    garbage.writeBytes(FRAMES);
    for (int each = 0; each < 256; each++) {
      garbage.write(each);
    }
    garbage.write('\n');
    return garbage.toByteArray();
  }
}
