package io.procpool.bench;

import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.protocol.PayloadWriter;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import org.apache.fory.Fory;

/** Prints how many bytes each sample of {@link CodecBench} takes, here and with the others. */
public final class CodecSizes {

  private CodecSizes() {}

  public static void main(String[] args) throws CodecException, IOException {
    PrintStream out = System.out;
    out.printf("%-15s %10s %10s %10s%n", "bytes", "procpool", "Java", "Fory");
    ValueCodec codec = new ValueCodec(CodecSizes.class.getClassLoader());
    Fory fory = CodecBench.fory();
    for (CodecBench.Sample sample : CodecBench.Sample.values()) {
      PayloadWriter ours = new PayloadWriter(64);
      codec.encode(sample.value, ours);
      PayloadWriter java = new PayloadWriter(64);
      try (ObjectOutputStream objects = new ObjectOutputStream(java)) {
        objects.writeObject(sample.value);
      }
      out.printf(
          "%-15s %10d %10d %10d%n",
          sample, ours.size(), java.size(), fory.serialize(sample.value).length);
    }
  }
}
