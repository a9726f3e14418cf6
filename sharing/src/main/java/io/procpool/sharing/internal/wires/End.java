package io.procpool.sharing.internal.wires;

import java.io.IOException;
import java.nio.channels.Selector;

/**
 * One end of a connection, for messages of bytes. It can leave for another process; then it is no
 * longer of use here. Safe for use by several threads.
 */
public final class End {

  private final Junction junction;
  private final int side;

  /** {@code null} if it is of this JVM. */
  private final Arrival arrival;

  /** Volatile: it goes under this one's lock, and is asked for by all. */
  private volatile boolean hasGone;

  End(Junction junction, int side, Arrival arrival) {
    this.junction = junction;
    this.side = side;
    this.arrival = arrival;
  }

  /** Two that are connected. */
  public static End[] pair() {
    Junction junction = new Junction();
    return new End[] {new End(junction, 0, null), new End(junction, 1, null)};
  }

  /** One whose other end has a wire. */
  static End of(Wire wire) {
    return new End(new Junction(wire), 0, null);
  }

  /** One that comes from another process. */
  public static End of(Ticket ticket) {
    return Arrival.of(ticket);
  }

  /** Waits as long as the other one has not received enough of what was sent before. */
  public void send(byte[] bytes, int from, int count) throws IOException {
    requireHere();
    junction.send(side, bytes, from, count);
  }

  /**
   * Waits for a message.
   *
   * @param most how many bytes it may have
   * @throws java.io.EOFException if there will be none
   * @throws MessageTooLongException if it has more; it stays
   */
  public byte[] receive(int most) throws IOException {
    requireHere();
    return junction.receive(side, most);
  }

  /** Whether a message, or the end, is there by then. */
  public boolean poll(Until limit) throws IOException {
    requireHere();
    return junction.poll(side, limit);
  }

  /** Nothing if it is closed, or has gone. */
  public void close() throws IOException {
    if (!hasGone) {
      junction.close(side);
    }
  }

  /** Who wants to know when the other end is closed, or gone. */
  public interface Watcher {

    /** Whether it still does: then a wire is kept, when this end is closed, until the other is. */
    boolean isWaiting();

    /** On any thread. */
    void onOtherEnd();
  }

  /** Tells of the other end, as far as that is seen. */
  public void watch(Watcher watcher) {
    junction.watch(side, watcher);
  }

  public boolean isHere() {
    return !hasGone && junction.isHere(side);
  }

  /** Who is told when there may be something to receive that does not come by a socket. */
  public Wakeups wakeups() {
    return junction.wakeups();
  }

  /** Has a selector wait for what comes by a socket. May be called again. */
  public void register(Selector selector) throws IOException {
    requireHere();
    Wire wire = junction.wireToWaitFor(side);
    if (wire != null) {
      wire.register(selector);
    }
  }

  /**
   * Sends it away: whoever is given what this returns has it then.
   *
   * @throws IOException if it is closed, or has gone, or there is no place for a socket
   */
  public synchronized Ticket depart() throws IOException {
    requireHere();
    if (arrival != null && junction.isUnused()) {
      return goOn();
    }
    Departure departure = arrival == null && junction.depart(side) ? leave() : leaveRelay();
    hasGone = true;
    Luggage.current().add(new Left(departure));
    return departure.ticket();
  }

  /** It was not used here, so nobody need know that it was. */
  private Ticket goOn() {
    hasGone = true;
    Luggage.current().add(new GoneOn());
    return arrival.passOn();
  }

  private Departure leaveRelay() throws IOException {
    return new Relay(junction, side).depart();
  }

  private Departure leave() throws IOException {
    try {
      return Exchange.depart(junction, side, Departure.Fate.NOTHING);
    } catch (IOException e) {
      comeBackToJunction();
      throw e;
    }
  }

  private void comeBackToJunction() {
    junction.comeBack(side);
    Departure.meetWhoWaits(junction, 1 - side);
  }

  private synchronized void comeBack() {
    hasGone = false;
  }

  private void requireHere() throws IOException {
    if (hasGone) {
      throw new IOException("This end of the connection has gone to another process.");
    }
  }

  /** It has left a place where it can be asked for. */
  private final class Left implements Luggage.Piece {

    private final Departure departure;

    Left(Departure departure) {
      this.departure = departure;
    }

    @Override
    public void comeBack() {
      if (departure.withdraw()) {
        comeBackToJunction();
        End.this.comeBack();
      }
    }

    @Override
    public void lose() {
      departure.loseUnlessHeld();
    }

    @Override
    public boolean isOnItsWay() {
      return departure.isOnItsWay();
    }
  }

  /** It is asked for elsewhere, and this JVM holds it there until another one does. */
  private final class GoneOn implements Luggage.Piece {

    @Override
    public void comeBack() {
      End.this.comeBack();
    }

    @Override
    public void lose() {
      arrival.letGo();
    }

    @Override
    public boolean isOnItsWay() {
      return arrival.isHeld();
    }
  }
}
