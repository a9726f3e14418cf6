package io.procpool.sharing.internal.wires;

import io.procpool.protocol.ProcessFolders;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Where strangers knock: a server socket. Each shakes hands on a thread of its own, so that one
 * that says nothing keeps nobody waiting; where very many do, the one that has taken longest is
 * sent away.
 *
 * <pre>
 *   accept -> at most 64 handshakes -> at most 256 ends that nobody has taken
 * </pre>
 */
public final class Door implements Closeable {

  private static final int MOST_HANDSHAKES = 64;
  private static final int MOST_UNTAKEN = 256;
  private static final int BACKLOG = 256;

  private final ServerSocketChannel server;
  private final Terms terms;
  private final Consumer<Exception> onRefused;

  /** {@code null} if it is not a file, or not in a folder of its own. */
  private final Path socket;

  private final Path folder;

  /** The handshakes at hand, the oldest first. Guarded by itself. */
  private final ArrayDeque<Closeable> shaking = new ArrayDeque<>();

  /** Of ends; and behind the last one, {@link #closed}. */
  private final BlockingQueue<Object> ends = new LinkedBlockingQueue<>();

  private final Object closed = new Object();

  private Door(
      ServerSocketChannel server,
      Path socket,
      Path folder,
      Terms terms,
      Consumer<Exception> onRefused) {
    this.server = server;
    this.socket = socket;
    this.folder = folder;
    this.terms = terms;
    this.onRefused = onRefused;
  }

  /**
   * Opens one at an address.
   *
   * @param onRefused is told, on the handshake's thread, why somebody was sent away
   */
  public static Door open(SocketAddress address, Terms terms, Consumer<Exception> onRefused)
      throws IOException {
    boolean isFile = address instanceof UnixDomainSocketAddress;
    Path socket = isFile ? ((UnixDomainSocketAddress) address).getPath() : null;
    ServerSocketChannel server = isFile ? bindFile(socket) : bindPort(address);
    return new Door(server, socket, null, terms, onRefused).opened();
  }

  /** Opens one at a place that only this user's processes can reach. */
  public static Door open(Terms terms, Consumer<Exception> onRefused) throws IOException {
    IOException last = null;
    for (Path base : ProcessFolders.bases()) {
      try {
        return openIn(ProcessFolders.create(base), terms, onRefused);
      } catch (IOException e) {
        last = e; // it is not there, or full, or its path is too long for a socket's
      }
    }
    throw new IOException("There is no place for a socket: " + last.getMessage(), last);
  }

  private static Door openIn(Path folder, Terms terms, Consumer<Exception> onRefused)
      throws IOException {
    Path socket = folder.resolve("door");
    try {
      ServerSocketChannel server = bindFile(socket);
      return new Door(server, socket, folder, terms, onRefused).opened();
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(folder);
      throw e;
    }
  }

  private static ServerSocketChannel bindPort(SocketAddress address) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return server.bind(address, BACKLOG);
    } catch (IOException | RuntimeException e) {
      Junction.closeQuietly(server);
      throw e;
    }
  }

  /** A file that is left of a listener that was killed is in nobody's way. */
  private static ServerSocketChannel bindFile(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
    try {
      bindFile(server, address);
      closeToOthers(socket);
      return server;
    } catch (IOException | RuntimeException e) {
      Junction.closeQuietly(server);
      throw e;
    }
  }

  private static void bindFile(ServerSocketChannel server, UnixDomainSocketAddress address)
      throws IOException {
    try {
      server.bind(address, BACKLOG);
    } catch (BindException e) {
      if (isAnswered(address)) {
        throw e;
      }
      Files.deleteIfExists(address.getPath());
      server.bind(address, BACKLOG);
    }
  }

  private static void closeToOthers(Path socket) throws IOException {
    try {
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    } catch (UnsupportedOperationException e) {
      return; // not on this system
    }
  }

  private static boolean isAnswered(UnixDomainSocketAddress address) {
    try {
      SocketChannel.open(address).close();
      return true;
    } catch (IOException e) {
      return !Files.exists(address.getPath()); // else somebody has just removed it
    }
  }

  private Door opened() {
    LastThings.closeAtEnd(this);
    Background.start("procpool-listener", this::accept);
    return this;
  }

  public SocketAddress address() throws IOException {
    return server.getLocalAddress();
  }

  /**
   * The next one that has the key.
   *
   * @return {@code null} if there is none in time
   * @throws ClosedChannelException if the door is closed
   */
  public End take(long nanos) throws IOException {
    try {
      Object next = ends.poll(nanos, TimeUnit.NANOSECONDS);
      if (next == closed) {
        ends.add(closed); // for whoever else waits
        throw new ClosedChannelException();
      }
      return (End) next;
    } catch (InterruptedException e) {
      throw Wire.interrupted();
    }
  }

  private void accept() {
    Background.serveAll(this::next, "procpool-listener-handshake", this::shake);
  }

  private Closeable next() throws IOException {
    return Strangers.guest(server.accept(), terms);
  }

  private void begin(Closeable guest) {
    synchronized (shaking) {
      shaking.add(guest);
      if (shaking.size() > MOST_HANDSHAKES) {
        Junction.closeQuietly(shaking.remove());
      }
    }
  }

  private void shake(Closeable guest) {
    begin(guest);
    try {
      End end = Strangers.accept(guest, terms);
      if (ends.size() >= MOST_UNTAKEN || !server.isOpen()) {
        end.close();
      } else {
        ends.add(end);
      }
    } catch (IOException | RuntimeException e) {
      Junction.closeQuietly(guest);
      onRefused.accept(e);
    } finally {
      synchronized (shaking) {
        shaking.remove(guest);
      }
    }
  }

  /** Those that have been taken go on. May be called again. */
  @Override
  public void close() throws IOException {
    if (!server.isOpen()) {
      return;
    }
    LastThings.forget(this);
    server.close();
    if (socket != null) {
      Files.deleteIfExists(socket);
    }
    if (folder != null) {
      Files.deleteIfExists(folder);
    }
    synchronized (shaking) {
      shaking.forEach(Junction::closeQuietly);
    }
    for (Object end = ends.poll(); end != null; end = ends.poll()) {
      ((End) end).close();
    }
    ends.add(closed);
  }
}
