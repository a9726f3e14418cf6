package io.procpool.sharing.internal.wires;

import io.procpool.protocol.ProcessFolders;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where ends that have left this JVM say where they are now, so that the two ends of a pipe meet: a
 * socket in a folder that only this user can enter, open as long as there are ends that have left
 * and are not known to be used or lost.
 *
 * <pre>
 *   the process that has an end now                 the exchange of the process it has left
 *     | mark 8 | token 16 |        ---->     it is held: if this connection ends, it is lost
 *     CLAIM, when it is first used ---->     its other end...
 *                                  &lt;----     LINKED     is here: this connection is the wire
 *                                  &lt;----     LISTEN     is elsewhere too: it will come to your exchange
 *     | address | token 16 |       ---->
 *                                  &lt;----     ELSEWHERE  is elsewhere, and waits: go there with this
 *                                            | address | token 16 |
 *     DONE                         ---->
 *                                  &lt;----     MESSAGE    before any of these: was sent before it left
 *                                  &lt;----     GONE       will never be anywhere
 * </pre>
 */
final class Exchange implements Closeable {

  static final byte[] MARK = {'p', 'r', 'o', 'c', 'e', 'n', 'd', 1};
  static final byte CLAIM = 1;
  static final byte LINKED = 2;
  static final byte LISTEN = 3;
  static final byte ELSEWHERE = 4;
  static final byte DONE = 5;
  static final byte MESSAGE = 6;
  static final byte GONE = 7;

  private static final long TOKEN_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Longer than the path of any socket. */
  static final int LONGEST_ADDRESS = 1024;

  /** Guarded by this class, as all that comes and goes here; {@code null} while nobody needs it. */
  private static Exchange ofThisJvm;

  private static boolean isSwept;

  private final ServerSocketChannel server;
  private final Path socket;

  private final Map<Token, Departure> departures = new HashMap<>();

  private Exchange(ServerSocketChannel server, Path socket) {
    this.server = server;
    this.socket = socket;
  }

  /** An end leaves this JVM. */
  static synchronized Departure depart(Junction junction, int side, Departure.Fate fate)
      throws IOException {
    if (ofThisJvm == null) {
      ofThisJvm = open();
      LastThings.closeAtEnd(ofThisJvm);
      Background.start("procpool-exchange", ofThisJvm::accept);
      sweepOnce();
    }
    Departure departure = new Departure(ofThisJvm, junction, side, fate);
    ofThisJvm.departures.put(departure.token(), departure);
    return departure;
  }

  private static void sweepOnce() {
    if (!isSwept) {
      isSwept = true;
      Background.start("procpool-exchange-sweeper", ProcessFolders::sweep);
    }
  }

  private static Exchange open() throws IOException {
    IOException last = null;
    for (Path base : ProcessFolders.bases()) {
      try {
        return openIn(ProcessFolders.create(base));
      } catch (IOException e) {
        last = e; // it is not there, or full, or its path is too long for a socket's
      }
    }
    throw new IOException("There is no place for a socket: " + last.getMessage(), last);
  }

  private static Exchange openIn(Path folder) throws IOException {
    Path socket = folder.resolve("x");
    try {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      return new Exchange(server, socket);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(folder);
      throw e;
    }
  }

  String address() {
    return socket.toString();
  }

  /**
   * It is known what has become of an end.
   *
   * @return false if that was known before
   */
  boolean remove(Departure departure) {
    synchronized (Exchange.class) {
      boolean isNews = departures.remove(departure.token(), departure);
      if (isNews && departures.isEmpty()) {
        ofThisJvm = null;
        LastThings.forget(this);
        Junction.closeQuietly(this);
      }
      return isNews;
    }
  }

  boolean awaits(Departure departure) {
    return departure(departure.token()) == departure;
  }

  private Departure departure(Token token) {
    synchronized (Exchange.class) {
      return departures.get(token);
    }
  }

  private void accept() {
    Background.serveAll(server::accept, "procpool-exchange-caller", this::serve);
  }

  private void serve(SocketChannel channel) {
    try {
      Wire line = new Wire(channel, Wire.LONGEST);
      byte[] said = line.take(MARK.length + Token.LENGTH, Until.in(TOKEN_NANOS));
      Token token = Token.of(Arrays.copyOfRange(said, MARK.length, said.length));
      Departure departure = departure(token);
      if (departure == null) {
        line.put(new byte[] {GONE});
        line.close();
      } else {
        departure.serve(line);
      }
    } catch (IOException e) {
      Junction.closeQuietly(channel);
    }
  }

  /** Nobody can come any more. */
  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    Files.deleteIfExists(socket.getParent());
  }
}
