package io.procpool.sharing.internal.wires;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;

/**
 * Where two ends meet, as far as this JVM knows of them.
 *
 * <pre>
 *   here, here      messages wait in the backlogs of the two
 *   here, away      the other is in another process, or on its way there: what is sent waits in its
 *                   backlog, until it has connected by a wire; then the backlog goes first
 *   away, away      what was sent before waits for both of them
 *   -, closed       nothing more can be sent to it; when its last message was received, that is the end
 * </pre>
 *
 * <p>Its lock guards all of it, and is held by nobody who waits for another process.
 */
final class Junction implements LastThings.Messages {

  private enum Place {
    HERE,
    AWAY,
    CLOSED
  }

  private final Place[] places = {Place.HERE, Place.HERE};

  /** Of messages to each end. */
  private final Backlog[] backlogs = {new Backlog(), new Backlog()};

  private final Wakeups wakeups = new Wakeups();

  /**
   * To the end that is away. Volatile, as what is below: set once, and used without the lock from
   * then on.
   */
  private volatile Wire wire;

  /**
   * Whether nothing waits any more that has to be sent before. Until then what is sent waits behind
   * it, but what comes is received: the other side may wait for just that.
   */
  private volatile boolean isDrained;

  /** Each end's, to be told when the other one has ended; {@code null} if it does not ask. */
  private final End.Watcher[] watchers = new End.Watcher[2];

  /** Of each end; {@code null} if it has not left this JVM. */
  private final Departure[] departures = new Departure[2];

  /**
   * Brings the end that is away nearer as soon as it is needed; {@code null} if it comes itself.
   */
  private Runnable onFirstUse;

  Junction() {}

  /** Of an end that is here, and one that has a wire. */
  Junction(Wire wire) {
    this.wire = wire;
    isDrained = true;
    places[1] = Place.AWAY;
  }

  /**
   * Of an end that has come here, and one that is elsewhere.
   *
   * @param onFirstUse finds that one
   */
  Junction(Runnable onFirstUse) {
    this.onFirstUse = onFirstUse;
    places[1] = Place.AWAY;
  }

  Wakeups wakeups() {
    return wakeups;
  }

  // ---- what ends do

  void send(int side, byte[] bytes, int from, int count) throws IOException {
    Wire direct = wireOrAdd(side, bytes, from, count);
    if (direct != null) {
      direct.write(bytes, from, count);
    }
  }

  /**
   * @return {@code null} if the message was added to a backlog
   */
  private Wire wireOrAdd(int side, byte[] bytes, int from, int count) throws IOException {
    Backlog backlog = backlogs[1 - side];
    synchronized (this) {
      use(side);
      while (!isDrained && places[1 - side] != Place.CLOSED && !backlog.hasRoom(count)) {
        await(Until.NEVER);
        requireHere(side);
      }
      if (places[1 - side] == Place.CLOSED) {
        throw new IOException("The other end of this connection is closed.");
      }
      if (isDrained) {
        return wire;
      }
      backlog.add(Arrays.copyOfRange(bytes, from, from + count));
      changed();
      return null;
    }
  }

  byte[] receive(int side, int most) throws IOException {
    Backlog backlog = backlogs[side];
    synchronized (this) {
      use(side);
      while (!isReadableHere(side) && wire == null) {
        await(Until.NEVER);
        requireHere(side);
      }
      if (!backlog.isEmpty()) {
        byte[] next = backlog.peek();
        if (next.length > most) {
          throw new MessageTooLongException(next.length, most);
        }
        changed();
        return backlog.poll();
      }
      if (wire == null) {
        throw new EOFException("The other end of this connection is closed.");
      }
    }
    return wire.read(most);
  }

  boolean poll(int side, Until limit) throws IOException {
    synchronized (this) {
      use(side);
      while (!isReadableHere(side) && wire == null && !limit.isOver()) {
        await(limit);
        requireHere(side);
      }
      if (isReadableHere(side) || wire == null) {
        return isReadableHere(side);
      }
    }
    return wire.awaitReadable(limit);
  }

  void close(int side) throws IOException {
    synchronized (this) {
      if (places[side] != Place.HERE) {
        return;
      }
      places[side] = Place.CLOSED;
      backlogs[side].clear();
      runFirstUse(); // what was sent has still to go there, and the news that this is all
      changed();
    }
    tellEnd(side);
    if (wire != null && isDrained) {
      closeWire(side);
    } else if (wire != null) {
      wire.stopReading(); // it is closed when all has been sent
    }
  }

  /** An end is closed, and all of its messages have been sent. */
  private void closeWire(int side) {
    if (isWatching(side)) {
      Background.start("procpool-end-closed", () -> awaitOther(side));
    } else {
      closeQuietly(wire);
    }
  }

  private void awaitOther(int side) {
    try {
      wire.end();
    } catch (IOException e) {
      closeQuietly(wire);
    }
    tellEnd(1 - side);
  }

  void watch(int side, End.Watcher watcher) {
    boolean isOver;
    synchronized (this) {
      watchers[side] = watcher;
      isOver = places[1 - side] == Place.CLOSED;
    }
    if (isOver) {
      watcher.onOtherEnd();
    }
  }

  private boolean isWatching(int side) {
    End.Watcher watcher = watcher(side);
    return watcher != null && watcher.isWaiting();
  }

  private synchronized End.Watcher watcher(int side) {
    return watchers[side];
  }

  /** Without the lock: the watcher may lose ends of other junctions. */
  private void tellEnd(int side) {
    End.Watcher watcher = watcher(1 - side);
    if (watcher != null) {
      watcher.onOtherEnd();
    }
  }

  synchronized boolean isHere(int side) {
    return places[side] == Place.HERE;
  }

  /** {@code null} if there is none, or something waits that came before. */
  synchronized Wire wireToWaitFor(int side) throws IOException {
    use(side);
    return isReadableHere(side) ? null : wire;
  }

  private synchronized boolean isReadableHere(int side) {
    return !backlogs[side].isEmpty() || wire == null && places[1 - side] == Place.CLOSED;
  }

  private void use(int side) throws IOException {
    requireHere(side);
    runFirstUse();
  }

  private void requireHere(int side) throws IOException {
    if (places[side] == Place.AWAY) {
      throw new IOException("This end of the connection has gone to another process.");
    }
    if (places[side] == Place.CLOSED) {
      throw Wire.closed();
    }
  }

  private void runFirstUse() {
    if (onFirstUse != null) {
      Runnable first = onFirstUse;
      onFirstUse = null;
      first.run();
    }
  }

  private void await(Until limit) throws InterruptedIOException {
    try {
      wait(limit.millisLeft());
    } catch (InterruptedException e) {
      throw Wire.interrupted();
    }
  }

  private void changed() {
    notifyAll();
    wakeups.wakeAll();
  }

  // ---- ends that go

  /** Whether it has come here and was not used: then it can go on as it came. */
  synchronized boolean isUnused() {
    return onFirstUse != null;
  }

  /**
   * Lets an end go.
   *
   * @return false if there is a wire, behind which nobody would know of that; it stays then
   */
  synchronized boolean depart(int side) throws IOException {
    requireHere(side);
    if (wire != null) {
      return false;
    }
    places[side] = Place.AWAY;
    changed();
    return true;
  }

  synchronized boolean isWired() {
    return wire != null;
  }

  synchronized void setDeparture(int side, Departure departure) {
    departures[side] = departure;
  }

  /** The last one of an end; {@code null} if there was none. */
  synchronized Departure departure(int side) {
    return departures[side];
  }

  /** It has not gone. */
  synchronized void comeBack(int side) {
    if (places[side] == Place.AWAY) {
      places[side] = Place.HERE;
      changed();
    }
  }

  // ---- ends that come

  /**
   * An end that was away has a connection. If the other one is here, or will never be elsewhere,
   * that is its wire, and has to be {@linkplain #drain drained} into.
   *
   * @return false if the two have to be introduced
   */
  synchronized boolean meet(int side, Wire to) {
    if (places[1 - side] == Place.AWAY) {
      return false;
    }
    wire = to;
    LastThings.add(this);
    changed();
    return true;
  }

  /** A message that came by another way, before all that come by wire. */
  synchronized void deliver(int side, byte[] message) {
    backlogs[side].add(message);
    changed();
  }

  /** The next message for an end that is away; {@code null} if there is none. */
  synchronized byte[] pollFor(int side) {
    byte[] next = backlogs[side].poll();
    changed();
    return next;
  }

  /**
   * Sends an end what waits for it; all else goes by wire then. To be called on a thread that may
   * wait.
   */
  void drain(int side) {
    try {
      for (byte[] next = nextFor(side); next != null; next = nextFor(side)) {
        wire.write(next, 0, next.length);
      }
    } catch (IOException e) {
      breakOff(side);
    }
    if (!isHere(1 - side)) {
      closeWire(1 - side);
    }
  }

  /** If there is none, all that follows goes by wire. */
  private synchronized byte[] nextFor(int side) {
    byte[] next = pollFor(side);
    isDrained = next == null;
    if (isDrained) {
      LastThings.remove(this);
    }
    return next;
  }

  /** It is gone again. What it has sent is still received. */
  void breakOff(int side) {
    synchronized (this) {
      places[side] = Place.CLOSED;
      isDrained = true;
      LastThings.remove(this);
      changed();
    }
    tellEnd(side);
  }

  /** An end that was away will never come. */
  void lose(int side) {
    synchronized (this) {
      if (wire != null || places[side] != Place.AWAY) {
        return;
      }
      places[side] = Place.CLOSED;
      LastThings.remove(this);
      changed();
    }
    tellEnd(side);
  }

  /** Waits until no message is here for an end that is away, or it will never come. */
  @Override
  public synchronized void awaitSent() throws InterruptedException {
    while (isUnsent(0) || isUnsent(1)) {
      wait();
    }
  }

  private boolean isUnsent(int side) {
    return places[side] == Place.AWAY && (wire == null ? !backlogs[side].isEmpty() : !isDrained);
  }

  static void closeQuietly(Closeable line) {
    try {
      line.close();
    } catch (IOException e) {
      return; // it is closed as far as it can be
    }
  }
}
