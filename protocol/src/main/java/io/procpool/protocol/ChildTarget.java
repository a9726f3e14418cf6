package io.procpool.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a child process is told, once, on its link: who it is, and what it is to do. It answers
 * nothing, for what it prints is its parent's own output.
 *
 * <pre>
 *   | length 4 | name | 1 if it is a daemon | its parent's pid 8 | its parent's name | an encoded task |
 * </pre>
 *
 * @param name of the child
 * @param isDaemon whether it ends when its parent's program does
 * @param parentPid of the process that starts it
 * @param parentName of the same
 * @param task holds the encoding of what it is to do
 */
public record ChildTarget(
    String name, boolean isDaemon, long parentPid, String parentName, PayloadReader task) {

  /** Writes it, and leaves the stream open: its end would be the end of the parent. */
  public void writeTo(OutputStream link) throws IOException {
    PayloadWriter head = new PayloadWriter(256);
    head.writeText(name);
    head.write(isDaemon ? 1 : 0);
    head.writeLong(parentPid);
    head.writeText(parentName);
    DataOutputStream out = new DataOutputStream(link);
    out.writeInt(head.size() + task.remaining());
    out.write(head.bytes(), 0, head.size());
    out.write(task.bytes(), task.position(), task.remaining());
    out.flush();
  }

  /**
   * Waits for it.
   *
   * @throws java.io.EOFException if the parent is gone before it has said all
   */
  public static ChildTarget readFrom(InputStream link) throws IOException {
    DataInputStream in = new DataInputStream(link);
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    PayloadReader payload = new PayloadReader(bytes);
    return new ChildTarget(
        payload.readText(),
        payload.readByte() != 0,
        payload.readLong(),
        payload.readText(),
        payload.copy());
  }
}
