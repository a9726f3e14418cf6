package io.procpool.sharing.internal.waiting;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Wakes one thread from any process: a Unix-domain socket at which it listens. To connect is to
 * ring, and nothing is ever said. Who rings at a process that is gone is refused, and so learns of
 * it.
 *
 * <p>A bell says that there may be something to look at, no more: it may ring for who had it
 * before.
 */
final class Bell {

  private final Path path;
  private final int number;
  private final ServerSocketChannel socket;
  private final Selector selector;

  private Bell(Path path, int number, ServerSocketChannel socket, Selector selector) {
    this.path = path;
    this.number = number;
    this.socket = socket;
    this.selector = selector;
  }

  /**
   * Hangs one up.
   *
   * @return {@code null} if the number is taken: by this process, for the same class loaded twice
   */
  static Bell hang(Path folder, long pid, int number) throws IOException {
    Path path = path(folder, pid, number);
    Selector selector = Selector.open();
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    Bell bell = new Bell(path, number, socket, selector);
    try {
      socket.bind(UnixDomainSocketAddress.of(path));
      socket.configureBlocking(false);
      socket.register(selector, SelectionKey.OP_ACCEPT);
      return bell;
    } catch (BindException e) {
      bell.closeQuietly();
      if (Files.exists(path)) {
        return null;
      }
      throw e;
    } catch (IOException | RuntimeException e) {
      bell.closeQuietly();
      throw e;
    }
  }

  int number() {
    return number;
  }

  /** Waits for it to ring, for a time, or for an interrupt, which stays. */
  void await(long millis) throws IOException {
    selector.select(millis);
    selector.selectedKeys().clear();
    for (SocketChannel ring = socket.accept(); ring != null; ring = socket.accept()) {
      ring.close();
    }
  }

  /**
   * Rings one of any process.
   *
   * @return whether somebody can hear it
   */
  static boolean ring(Path folder, long pid, int number) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.configureBlocking(false); // who has many rings unheard need not hear this one
      channel.connect(UnixDomainSocketAddress.of(path(folder, pid, number)));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes it down. */
  void close() {
    closeQuietly();
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      return; // the folder goes with its owner
    }
  }

  private void closeQuietly() {
    try {
      selector.close();
      socket.close();
    } catch (IOException e) {
      return; // there is nothing more to be done with it
    }
  }

  private static Path path(Path folder, long pid, int number) {
    return folder.resolve("bell-" + pid + "-" + number);
  }
}
