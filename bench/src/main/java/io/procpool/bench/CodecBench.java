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
import org.apache.fory.Fory;
import org.apache.fory.exception.SerializationException;
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
 * One value to bytes and back, beside Java serialization and Apache Fory, all of which begin anew
 * with each value and keep references. For the heap, see {@link FrameBench}; for bytes, {@link
 * CodecSizes}.
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
    DOUBLES(doubles(1000)),
    MANY_DOUBLES(doubles(10 * 1024 * 1024 / Double.BYTES)),
    LONGS(longs()),
    RECORD(new City("Reykjavik", 139_875, 64.15)),
    RECORDS(cities()),
    NESTED_RECORDS(countries()),
    LAMBDA((TaskFunction<Long, Long>) x -> x * x);

    final Object value;

    Sample(Object value) {
      this.value = value;
    }

    private static List<Long> longs() {
      List<Long> longs = new ArrayList<>();
      for (long i = 0; i < 1000; i++) {
        longs.add(i * i);
      }
      return longs;
    }

    private static List<Country> countries() {
      List<Country> countries = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        List<City> cities = List.copyOf(cities().subList(i % 90, i % 90 + 5));
        countries.add(new Country("Country " + i, new ArrayList<>(List.of("en", "is")), cities));
      }
      return countries;
    }

    private static double[] doubles(int length) {
      double[] doubles = new double[length];
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

  /** One with lists, and objects in them. */
  public record Country(String name, List<String> languages, List<City> cities)
      implements Serializable {}

  @Param public Sample sample;

  private final ValueCodec codec = new ValueCodec(CodecBench.class.getClassLoader());
  private final PayloadWriter written = new PayloadWriter(64 * 1024);
  private byte[] encoded;
  private byte[] javaEncoded;
  private final Fory fory = fory();
  private byte[] foryEncoded;

  /** Set up to carry what the others do: any class, and references within a value. */
  static Fory fory() {
    return Fory.builder()
        .withXlang(false)
        .withRefTracking(true)
        .requireClassRegistration(false)
        .suppressClassRegistrationWarnings(true)
        .build();
  }

  @Setup
  public void encodeForTheDecoders() throws CodecException, IOException {
    encode();
    encoded = written.toByteArray();
    javaEncode();
    javaEncoded = written.toByteArray();
    foryEncoded = foryEncodedIfItCan();
  }

  /** On a JVM where Fory cannot do it, that is told by Fory's own lines alone. */
  private byte[] foryEncodedIfItCan() {
    try {
      return foryEncode();
    } catch (SerializationException e) {
      return new byte[0];
    }
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

  @Benchmark
  public byte[] foryEncode() {
    return fory.serialize(sample.value);
  }

  @Benchmark
  public Object foryDecode() {
    return fory.deserialize(foryEncoded);
  }
}
