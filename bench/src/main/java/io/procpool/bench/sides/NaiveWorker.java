package io.procpool.bench.sides;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one writes in an afternoon: a JVM with default flags that takes lists of points by Kryo from
 * its input, mirrors them, and gives them back on its output. What a worker's memory is compared
 * with.
 */
public final class NaiveWorker {

  private final Kryo kryo = newKryo();
  private final DataInputStream in =
      new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
  private final DataOutputStream out =
      new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));

  private NaiveWorker() {}

  public static void main(String[] arguments) throws IOException {
    NaiveWorker worker = new NaiveWorker();
    try {
      while (true) {
        worker.work();
      }
    } catch (EOFException e) {
      // The end of its work: whoever asked has closed its input.
    }
  }

  static Kryo newKryo() {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(false);
    return kryo;
  }

  static byte[] encoded(Kryo kryo, List<Point> points) {
    try (Output output = new Output(4096, -1)) {
      kryo.writeClassAndObject(output, new ArrayList<>(points));
      return output.toBytes();
    }
  }

  private void work() throws IOException {
    byte[] request = new byte[in.readInt()];
    in.readFully(request);
    List<Point> mirrored = new ArrayList<>();
    try (Input input = new Input(request)) {
      for (Object point : (List<?>) kryo.readClassAndObject(input)) {
        mirrored.add(((Point) point).mirrored());
      }
    }
    byte[] reply = encoded(kryo, mirrored);
    out.writeInt(reply.length);
    out.write(reply);
    out.flush();
  }
}
