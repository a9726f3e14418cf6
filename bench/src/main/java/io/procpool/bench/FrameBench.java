package io.procpool.bench;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameReader;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.FrameWriter;
import io.procpool.protocol.PayloadWriter;
import java.io.IOException;
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
 * One frame to bytes and back, in memory: what the link costs without its pipe.
 *
 * <p>The heap is small and touched beforehand: else it is the kernel's first touch of a page that
 * is measured, which on a virtual machine can cost more than everything else here.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgs = {"-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameBench {

  /** Bytes of payload. */
  @Param({"16", "65536", "1048576"})
  public int payload;

  private Frame frame;

  /** Stands for the pipe. */
  private PayloadWriter written;

  private FrameWriter writer;
  private FrameReader reader;

  @Setup
  public void makeFrame() throws IOException {
    frame = new Frame(FrameType.RUN, 1, new byte[payload]);
    written = new PayloadWriter(4 * 1024 * 1024);
    writer = new FrameWriter(written);
    reader = new FrameReader(new RepeatingInput(manyFrames()), payload);
  }

  /** As to a busy link: small frames gather until 64 KiB are full. */
  @Benchmark
  public int write() throws IOException {
    written.truncate(0);
    writer.write(frame);
    return writer.pending();
  }

  /** As to an idle link, which waits for nothing. */
  @Benchmark
  public int writeAndFlush() throws IOException {
    written.truncate(0);
    writer.write(frame);
    writer.flush();
    return written.size();
  }

  @Benchmark
  public Frame read() throws IOException {
    return reader.read();
  }

  /** As many small ones as a read from a busy pipe brings. */
  private byte[] manyFrames() throws IOException {
    PayloadWriter frames = new PayloadWriter(4 * 1024 * 1024);
    FrameWriter gatherer = new FrameWriter(frames);
    do {
      gatherer.write(frame);
    } while (frames.size() == 0);
    gatherer.flush();
    return frames.toByteArray();
  }
}
