package io.procpool.protocol;

import java.io.File;
import java.io.IOException;

/**
 * What a worker says of itself first.
 *
 * <pre>
 *   | mark 12 | HELLO frame: Java version, pid 8, heap 8, processors 4, time 8 |
 * </pre>
 *
 * <p>The mark is there to be found behind anything that was printed on the same stream before the
 * worker could take it. The protocol version is in the frame's header, as in every frame's.
 *
 * @param javaVersion of its JVM, for people
 * @param pid its process id
 * @param maxHeap how large its heap may become, in bytes
 * @param processors how many it sees
 * @param nanos the time of this greeting, by its {@code System.nanoTime()}
 */
public record Greeting(String javaVersion, long pid, long maxHeap, int processors, long nanos) {

  /** What may be printed before a greeting: a long class-loading log, but no endless stream. */
  private static final int MAX_STRAY_BYTES = 1024 * 1024;

  private static final byte[] MARK = {0, 'p', 'r', 'o', 'c', 'p', 'o', 'o', 'l', ' ', 1, '\n'};

  private static final int MAX_GREETING_LENGTH = 4096;

  /** The greeting of this JVM. */
  public static Greeting ofThisJvm() {
    return new Greeting(
        System.getProperty("java.version"),
        ownPid(),
        Runtime.getRuntime().maxMemory(),
        Runtime.getRuntime().availableProcessors(),
        System.nanoTime());
  }

  /**
   * The process id of this JVM: from the proc file system where there is one, for asking the JDK
   * costs a starting JVM 8 ms.
   */
  public static long ownPid() {
    try {
      return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
    } catch (IOException | NumberFormatException e) {
      return ProcessHandle.current().pid();
    }
  }

  /** The mark, to be written before the greeting's frame. */
  public static byte[] mark() {
    return MARK.clone();
  }

  /** This greeting as a frame. */
  public Frame toFrame() {
    PayloadWriter payload = new PayloadWriter(64);
    payload.writeText(javaVersion);
    payload.writeLong(pid);
    payload.writeLong(maxHeap);
    payload.writeInt(processors);
    payload.writeLong(nanos);
    return new Frame(FrameType.HELLO, 0, payload.toByteArray());
  }

  /**
   * Waits for a worker's greeting, on the pool's side.
   *
   * @throws MalformedFrameException if none comes, or it is of another protocol version
   */
  public static Greeting await(FrameReader reader) throws IOException {
    reader.skipPast(MARK, MAX_STRAY_BYTES);
    Frame frame = reader.read();
    if (frame == null || frame.type() != FrameType.HELLO || frame.length() > MAX_GREETING_LENGTH) {
      throw new MalformedFrameException("something else where its greeting should be: " + frame);
    }
    try {
      PayloadReader payload = new PayloadReader(frame.payload(), 0, frame.length());
      return new Greeting(
          payload.readText(),
          payload.readLong(),
          payload.readLong(),
          payload.readInt(),
          payload.readLong());
    } catch (MalformedPayloadException e) {
      throw new MalformedFrameException("a greeting that makes no sense: " + e.getMessage());
    }
  }
}
