package io.procpool.sharing.manager;

import io.procpool.codec.CodecRules;
import io.procpool.protocol.PayloadReader;
import io.procpool.sharing.Client;
import io.procpool.sharing.Connection;
import io.procpool.sharing.ConnectionOptions;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * This JVM as a client of one manager. As long as its control connection is open, the manager keeps
 * what it refers to and holds.
 */
final class Session {

  private static final int MOST_IDLE = 16;
  private static final Duration GREETING = Duration.ofSeconds(30);
  private static final Cleaner CLEANER = Cleaner.create();

  private final SocketAddress address;
  private final ConnectionOptions options;
  private final boolean isRemote;
  private final CodecRules rules;
  private final Connection control;
  private final long number;
  private final long manager;
  private final String place;
  private final Desk desk;

  /** Connections that no thread is calling on. Concurrent: any thread does. */
  private final Deque<CallLine> idle = new ConcurrentLinkedDeque<>();

  /** Atomic, as above. */
  private final AtomicLong calls = new AtomicLong();

  /** Of objects that proxies of this JVM stand for. Guarded by itself. */
  private final Map<Long, WeakReference<Handle>> handles = new HashMap<>();

  /** Volatile: closed by one thread, asked by all. */
  private volatile boolean isClosed;

  private Session(
      SocketAddress address, ConnectionOptions options, boolean isRemote, Connection control)
      throws IOException {
    this.address = address;
    this.options = options;
    this.isRemote = isRemote;
    this.rules = isRemote ? Rules.remote(options) : CodecRules.NONE;
    this.control = control;
    control.sendBytes(Talk.shortMessage(Talk.CONTROL, 0));
    if (!control.poll(GREETING)) {
      throw new SocketTimeoutException("The manager does not answer.");
    }
    PayloadReader greeting = new PayloadReader(control.receiveBytes());
    this.number = greeting.readLong();
    this.manager = greeting.readLong();
    this.place = greeting.readText();
    Handle handle = new Handle(this, 0); // which nobody counts
    this.desk = (Desk) Proxies.make(Desk.class, new RemoteHandler(handle, Desk.class));
  }

  /**
   * @param isRemote whether values cross by the options' rules
   */
  static Session connect(SocketAddress address, ConnectionOptions options, boolean isRemote)
      throws IOException {
    Connection control = Client.connect(address, options);
    try {
      return new Session(address, options, isRemote, control);
    } catch (IOException | RuntimeException e) {
      Talk.closeQuietly(control);
      throw e;
    }
  }

  long manager() {
    return manager;
  }

  String place() {
    return place;
  }

  boolean isRemote() {
    return isRemote;
  }

  Desk desk() {
    return desk;
  }

  // ---- calls

  /**
   * Has the manager carry out a call, and waits for that.
   *
   * @throws Throwable what the call throws, with both stacks
   * @throws ManagerLostException if there is no manager any more
   * @throws io.procpool.SerializationException if an argument or the result cannot cross
   */
  Object call(long object, Face.Call call, Object[] arguments) throws Throwable {
    boolean isInterrupted = false;
    try {
      while (true) {
        isInterrupted |= Thread.interrupted();
        if (isInterrupted && call.isInterruptible()) {
          isInterrupted = false;
          throw new InterruptedException("interrupted before the call");
        }
        CallLine line = null;
        try {
          line = takeLine();
          return line.call(calls.incrementAndGet(), object, call, arguments);
        } catch (ClosedByInterruptException e) {
          continue; // it was not called
        } finally {
          isInterrupted |= line != null && line.wasInterrupted();
          giveBack(line);
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private CallLine takeLine() throws ClosedByInterruptException {
    if (isClosed) {
      throw new ManagerLostException("This connection with the manager is closed.", null);
    }
    CallLine line = idle.poll();
    return line == null ? newLine() : line;
  }

  private CallLine newLine() throws ClosedByInterruptException {
    Connection connection = null;
    try {
      connection = Client.connect(address, options);
      connection.sendBytes(Talk.shortMessage(Talk.CALLS, number));
      return new CallLine(this, new Talk(connection, rules, options.maxMessageSize()));
    } catch (IOException e) {
      if (connection != null) {
        Talk.closeQuietly(connection);
      }
      if (CallLine.isInterrupt(e)) {
        throw new ClosedByInterruptException();
      }
      throw lost(e);
    }
  }

  private void giveBack(CallLine line) {
    if (line == null) {
      return;
    }
    if (line.isOpen() && idle.size() < MOST_IDLE) {
      idle.push(line);
    } else {
      line.close();
    }
    if (isClosed) {
      closeLines();
    }
  }

  /** What a call fails with. */
  ManagerLostException lost(IOException cause) {
    return new ManagerLostException(
        "The manager cannot be reached any more; whether it has carried out the call is not known: "
            + cause.getMessage(),
        cause);
  }

  /** Tells the manager something that has no answer. */
  void tell(byte what, long which) {
    boolean isInterrupted = Thread.interrupted();
    try {
      control.sendBytes(Talk.shortMessage(what, which));
    } catch (IOException e) {
      return; // it is gone, and with it what this was about
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // ---- references

  /** For a proxy that has arrived. */
  RemoteHandler handler(Reference reference) throws ObjectStreamException {
    if (reference.pin() == Reference.HELD) {
      throw new InvalidObjectException("it was on its way to the manager");
    }
    if (reference.pin() != Reference.COUNTED) {
      desk.arrive(reference.object(), reference.pin());
    }
    return new RemoteHandler(handle(reference.object()), reference.type());
  }

  /** The manager has counted one more reference. */
  private Handle handle(long object) {
    synchronized (handles) {
      WeakReference<Handle> known = handles.get(object);
      Handle handle = known == null ? null : known.get();
      if (handle == null) {
        handle = new Handle(this, object);
        handles.put(object, new WeakReference<>(handle));
        CLEANER.register(handle, () -> drop(object));
        return handle;
      }
      drop(object);
      return handle;
    }
  }

  void drop(long object) {
    synchronized (handles) {
      WeakReference<Handle> known = handles.get(object);
      if (known != null && known.get() == null) {
        handles.remove(object);
      }
    }
    if (!isClosed) {
      tell(Talk.DROP, object);
    }
  }

  /** The manager drops what this JVM held. May be called again. */
  void close() {
    isClosed = true;
    Sessions.remove(this);
    Talk.closeQuietly(control);
    closeLines();
  }

  private void closeLines() {
    for (CallLine line = idle.poll(); line != null; line = idle.poll()) {
      line.close();
    }
  }
}
