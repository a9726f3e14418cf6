package io.procpool.bench.sides;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * What two JVMs need for a message there and back that no task is in: streams and pipes alone.
 * {@code PingPong echo} is the other end; without arguments it is asked {@code pingpong SIZE}.
 */
public final class PingPong {

  private PingPong() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 1) {
      echo();
    } else {
      Questions.answer(words -> ask(Integer.parseInt(words.get(1))));
    }
  }

  private static void echo() throws IOException {
    byte[] bytes = new byte[65536];
    InputStream in = new FileInputStream(FileDescriptor.in);
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
      out.write(bytes, 0, count);
    }
  }

  private static String ask(int size) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Process other =
        new ProcessBuilder(java, "-cp", classPath, PingPong.class.getName(), "echo").start();
    try (OutputStream out = other.getOutputStream();
        InputStream in = other.getInputStream()) {
      byte[] bytes = new byte[size];
      Times.median(PoolSide.CALLS, () -> Times.of(1, () -> List.of(thereAndBack(out, in, bytes))));
      return Times.medianAndTail(
          PoolSide.CALLS, () -> Times.of(1, () -> List.of(thereAndBack(out, in, bytes))));
    } finally {
      other.waitFor();
    }
  }

  private static int thereAndBack(OutputStream out, InputStream in, byte[] bytes)
      throws IOException {
    out.write(bytes);
    out.flush();
    return in.readNBytes(bytes, 0, bytes.length);
  }
}
