package io.procpool.bench;

import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.task.TaskFunction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One value to bytes and back, beside Java serialization. Both begin anew with each value. For the
 * heap, see {@link FrameBench}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgs = {"-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBench {

  /** What is coded. */
  public enum Sample {
    LONG(1234567L),
    STRING("The quick brown fox jumps over the lazy dog"),
    DOUBLES(doubles()),
    RECORD(new City("Reykjavik", 139_875, 64.15)),
    RECORDS(cities()),
    LAMBDA((TaskFunction<Long, Long>) x -> x * x);

    private final Object value;

    Sample(Object value) {
      this.value = value;
    }

    private static double[] doubles() {
      double[] doubles = new double[1000];
      Arrays.setAll(doubles, Math::sqrt);
      return doubles;
    }

    private static List<City> cities() {
      List<City> cities = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        cities.add(new City("City " + i, 1000 * i, i / 2.0));
      }
      return cities;
    }
  }

  /** A small record. */
  public record City(String name, int people, double latitude) implements Serializable {}

  @Param public Sample sample;

  private final ValueCodec codec = new ValueCodec(CodecBench.class.getClassLoader());
  private final PayloadWriter written = new PayloadWriter(64 * 1024);
  private byte[] encoded;
  private byte[] javaEncoded;

  @Setup
  public void encodeForTheDecoders() throws CodecException, IOException {
    encode();
    encoded = written.toByteArray();
    javaEncode();
    javaEncoded = written.toByteArray();
  }

  @Benchmark
  public int encode() throws CodecException {
    written.truncate(0);
    codec.encode(sample.value, written);
    return written.size();
  }

  @Benchmark
  public Object decode() throws CodecException {
    return codec.decode(new PayloadReader(encoded));
  }

  @Benchmark
  public int javaEncode() throws IOException {
    written.truncate(0);
    try (ObjectOutputStream out = new ObjectOutputStream(written)) {
      out.writeObject(sample.value);
    }
    return written.size();
  }

  @Benchmark
  public Object javaDecode() throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(javaEncoded))) {
      return in.readObject();
    }
  }
}
