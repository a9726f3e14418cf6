package io.procpool.sharing.internal.wires;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * An encrypted socket. No selector waits for such a one, so two threads carry its messages, in
 * memory, from and to an end that can be waited for as any other.
 *
 * <pre>
 *   end 0, the user's -- junction -- end 1: writer --> socket
 *                                          reader <-- socket
 * </pre>
 */
final class TlsLine implements Line {

  /** At the end of this JVM: the other side may be there and not read. */
  private static final int LAST_SECONDS = 10;

  private final SSLSocket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final Junction junction = new Junction();
  private final Writing writing = new Writing();

  TlsLine(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 64 * 1024));
  }

  @Override
  public void put(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  @Override
  public byte[] take(int count, Until limit) throws IOException {
    byte[] taken = new byte[count];
    int filled = 0;
    while (filled < count) {
      if (limit.isOver()) {
        throw new SocketTimeoutException("The other side did not say what it should in time.");
      }
      socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, limit.millisLeft()));
      int more = in.read(taken, filled, count - filled);
      if (more < 0) {
        throw new EOFException("The other end of this connection is closed.");
      }
      filled += more;
    }
    return taken;
  }

  /** Begins to carry messages. */
  End carry(int longest) throws IOException {
    socket.setSoTimeout(0);
    Background.start("procpool-tls-reader", () -> read(longest));
    LastThings.add(writing);
    Background.start("procpool-tls-writer", this::write);
    return new End(junction, 0, null);
  }

  private void read(int longest) {
    try {
      while (true) {
        int length = in.readInt();
        if (length < 0 || length > longest) {
          throw new IOException("a message of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] message = in.readNBytes(length);
        if (message.length < length) {
          throw new EOFException("it ends in a message");
        }
        junction.send(1, message, 0, length);
      }
    } catch (IOException e) {
      end(); // it is closed, on one side or the other, or is not what it should be
    }
  }

  private void write() {
    try {
      while (true) {
        byte[] message = junction.receive(1, Wire.LONGEST);
        out.writeInt(message.length);
        out.write(message);
        if (!junction.poll(1, Until.in(0))) {
          out.flush();
        }
      }
    } catch (IOException e) {
      flush();
      end();
      writing.hasEnded.countDown();
    }
  }

  /** The end on this side is closed, and these are its last words. */
  private void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      return; // the other side is closed too
    }
  }

  private void end() {
    Junction.closeQuietly(() -> junction.close(1));
    Junction.closeQuietly(this);
    LastThings.remove(writing);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** When this JVM ends nothing more is sent, but what was is. */
  private final class Writing implements LastThings.Messages {

    /** Counted down by the writer. */
    private final CountDownLatch hasEnded = new CountDownLatch(1);

    @Override
    public void awaitSent() throws InterruptedException {
      Junction.closeQuietly(() -> junction.close(0));
      hasEnded.await(LAST_SECONDS, TimeUnit.SECONDS);
    }
  }
}
