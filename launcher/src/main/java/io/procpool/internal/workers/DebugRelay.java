package io.procpool.internal.workers;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.IntConsumer;

/**
 * Stands between a debugger and a worker's JVM, which comes here and waits, before its first line,
 * until a debugger has come as well.
 *
 * <pre>
 *   debugger -- localhost:PORT --&gt; relay &lt;-- dt_socket -- worker JVM
 * </pre>
 *
 * <p>A JVM that listened itself would wait for ever when its pool is gone, and run nothing that
 * could notice. So its connection ends with the pool: it ends if it still waits, and is let go if a
 * debugger holds it.
 */
final class DebugRelay implements Closeable {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final ServerSocket forWorker;
  private final ServerSocket forDebugger;

  private DebugRelay(ServerSocket forWorker, ServerSocket forDebugger) {
    this.forWorker = forWorker;
    this.forDebugger = forDebugger;
  }

  static DebugRelay open() throws IOException {
    ServerSocket forWorker = new ServerSocket(0, 1, HERE);
    try {
      return new DebugRelay(forWorker, new ServerSocket(0, 1, HERE));
    } catch (IOException e) {
      forWorker.close();
      throw e;
    }
  }

  /** What has the worker's JVM come here. */
  String flag() {
    return "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address="
        + HERE.getHostAddress()
        + ":"
        + forWorker.getLocalPort();
  }

  /**
   * Waits for both on a thread of its own, and passes on what they say.
   *
   * @param onWaiting is told the debugger's port when the worker waits
   */
  void start(String threadName, IntConsumer onWaiting) {
    start(threadName, () -> relay(threadName, onWaiting));
  }

  /** Lets go whoever waits, or speaks. */
  @Override
  public void close() {
    closeQuietly(forWorker);
    closeQuietly(forDebugger);
  }

  private void relay(String threadName, IntConsumer onWaiting) {
    try (Socket worker = forWorker.accept()) {
      onWaiting.accept(forDebugger.getLocalPort());
      try (Socket debugger = forDebugger.accept()) {
        close(); // there is one of each
        worker.setTcpNoDelay(true);
        debugger.setTcpNoDelay(true);
        start(threadName + "-back", () -> pass(worker, debugger));
        pass(debugger, worker);
      }
    } catch (IOException e) {
      return; // closed: the worker is gone, or has nobody to wait for any more
    }
  }

  /** Until one of them is gone; then the other has nothing to say either. */
  private static void pass(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      return; // that is the end of it
    }
  }

  private static void start(String name, Runnable role) {
    Thread thread = new Thread(role, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return; // it is closed anyhow
    }
  }
}
