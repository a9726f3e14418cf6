package io.procpool.sharing.internal.wires;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * An end that has come to this JVM: it holds a connection to the exchange that it has left, by
 * which that knows it to be alive, and asks there for its other end when it is first used.
 */
final class Arrival {

  private static final int HERE = 0;
  private static final int OTHER = 1;

  private final Ticket ticket;
  private final Junction junction = new Junction(this::use);

  /** {@code null} if nobody is there any more. */
  private final Wire line;

  private Arrival(Ticket ticket) {
    this.ticket = ticket;
    this.line = lineTo(ticket);
    if (line == null) {
      junction.lose(OTHER);
    }
  }

  static End of(Ticket ticket) {
    Arrival arrival = new Arrival(ticket);
    return new End(arrival.junction, HERE, arrival);
  }

  /** It goes on to another process without having been used here. */
  Ticket passOn() {
    if (line != null) {
      Background.start("procpool-end-passed-on", this::holdUntilItIsThere);
    }
    return ticket;
  }

  /** Whether it went on, and nobody else is known to have it. */
  boolean isHeld() {
    return line != null && line.isOpen();
  }

  /** Who should have got it is gone. */
  void letGo() {
    if (line != null) {
      Junction.closeQuietly(line);
    }
  }

  /** If this JVM ends before, the end is lost. */
  private void holdUntilItIsThere() {
    try {
      line.take(1, Until.NEVER);
    } catch (IOException e) {
      // another process has it
    }
    Junction.closeQuietly(line);
  }

  private void use() {
    try {
      if (line != null) {
        LastThings.add(junction);
        Background.start("procpool-end-arrived", () -> claim(line));
      }
    } catch (OutOfMemoryError e) {
      junction.lose(OTHER); // there are no more threads
      throw e;
    }
  }

  private void claim(Wire at) {
    try {
      at.put(new byte[] {Exchange.CLAIM});
      while (isTold(at)) {
        continue;
      }
    } catch (IOException e) {
      Junction.closeQuietly(at);
      junction.lose(OTHER);
    }
  }

  /**
   * @return whether there is more to be told
   */
  private boolean isTold(Wire at) throws IOException {
    byte what = at.take(1, Until.NEVER)[0];
    switch (what) {
      case Exchange.MESSAGE -> junction.deliver(HERE, at.read(Wire.LONGEST));
      case Exchange.LINKED -> link(at);
      case Exchange.LISTEN -> listen(at);
      case Exchange.ELSEWHERE -> go(at);
      default -> throw new IOException("the other end will never be anywhere");
    }
    return what == Exchange.MESSAGE;
  }

  private void link(Wire at) {
    junction.meet(OTHER, at);
    junction.drain(OTHER);
  }

  /** If nobody will come, that is told here. */
  private void listen(Wire at) throws IOException {
    Departure awaited = Exchange.depart(junction, OTHER, Departure.Fate.NOTHING);
    byte[] place = Departure.placeOf(awaited.ticket());
    at.write(place, 0, place.length);
    byte[] answer = {Exchange.GONE};
    try {
      answer = at.take(1, Until.NEVER);
    } finally {
      Junction.closeQuietly(at);
      if (answer[0] != Exchange.DONE) {
        awaited.loseUnlessHeld();
      }
    }
  }

  private void go(Wire at) throws IOException {
    Ticket there = Departure.ticketOf(at.read(Exchange.LONGEST_ADDRESS));
    Wire next = lineTo(there);
    if (next == null) {
      throw new IOException("the other end is gone");
    }
    next.put(new byte[] {Exchange.CLAIM});
    at.put(new byte[] {Exchange.DONE});
    Junction.closeQuietly(at);
    while (isTold(next)) {
      continue;
    }
  }

  private static Wire lineTo(Ticket ticket) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(ticket.home()));
      Wire line = new Wire(channel, Wire.LONGEST);
      byte[] token = ticket.token().bytes();
      byte[] said = Arrays.copyOf(Exchange.MARK, Exchange.MARK.length + token.length);
      System.arraycopy(token, 0, said, Exchange.MARK.length, token.length);
      line.put(said);
      return line;
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        Junction.closeQuietly(channel);
      }
      return null; // the process it has left has ended
    }
  }
}
