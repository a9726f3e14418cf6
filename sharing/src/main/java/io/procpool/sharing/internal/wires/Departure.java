package io.procpool.sharing.internal.wires;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An end that has left this JVM and is not known to have arrived. Guarded by its junction, as the
 * other departure of that is.
 */
final class Departure {

  private final Exchange exchange;
  private final Junction junction;
  private final int side;
  private final Fate fate;
  private final Token token = Token.random();

  /** The process that has it, or will, at last; {@code null} as long as it is on its way. */
  private Wire holder;

  /** The process that uses it; {@code null} until one does. */
  private Wire claimant;

  /**
   * What else happens when it is known what has become of it: one of the two.
   *
   * @param onClaim it is used elsewhere
   * @param onLoss it never will be
   */
  record Fate(Runnable onClaim, Runnable onLoss) {

    static final Fate NOTHING = new Fate(() -> {}, () -> {});
  }

  Departure(Exchange exchange, Junction junction, int side, Fate fate) {
    this.exchange = exchange;
    this.junction = junction;
    this.side = side;
    this.fate = fate;
    junction.setDeparture(side, this);
  }

  Token token() {
    return token;
  }

  Ticket ticket() {
    return new Ticket(exchange.address(), token);
  }

  /**
   * It has not left.
   *
   * @return false if it has been used elsewhere, or is lost
   */
  boolean withdraw() {
    return exchange.remove(this);
  }

  /** Whether nobody has it, and it is not lost. */
  boolean isOnItsWay() {
    return isHeldBy(null) && exchange.awaits(this);
  }

  /** Who should have got it is gone: if nobody has it, nobody will. */
  void loseUnlessHeld() {
    if (isHeldBy(null)) {
      lose();
    }
  }

  private void lose() {
    if (exchange.remove(this)) {
      junction.lose(side);
      fate.onLoss().run();
      meetWhoWaits(junction, 1 - side);
    }
  }

  /** An end may be used elsewhere already, and wait for the other, of which there is news. */
  static void meetWhoWaits(Junction junction, int side) {
    Departure waiting = junction.departure(side);
    if (waiting != null && waiting.isMeeting()) {
      Background.start("procpool-exchange-caller", () -> waiting.link(waiting.claimant));
    }
  }

  private boolean isMeeting() {
    synchronized (junction) {
      return claimant != null && !junction.isWired() && junction.meet(side, claimant);
    }
  }

  /** A process has it: on the thread of its connection. */
  void serve(Wire line) {
    try {
      holdBy(line);
      line.take(1, Until.NEVER); // it cannot say anything else
      claim(line);
    } catch (IOException e) {
      Junction.closeQuietly(line);
      if (isHeldBy(line)) {
        lose();
      }
    }
  }

  private void holdBy(Wire line) {
    Wire before;
    synchronized (junction) {
      before = holder;
      holder = line;
    }
    if (before != null) {
      Junction.closeQuietly(before); // it has gone on from there
    }
  }

  /** And by no other, to which it went on. */
  private boolean isHeldBy(Wire line) {
    synchronized (junction) {
      return holder == line;
    }
  }

  private void claim(Wire line) throws IOException {
    if (!exchange.remove(this)) {
      line.put(new byte[] {Exchange.GONE});
      line.close();
      return;
    }
    fate.onClaim().run();
    Departure first;
    boolean isMet;
    synchronized (junction) {
      claimant = line;
      isMet = junction.meet(side, line);
      first = junction.departure(1 - side);
      if (!isMet && (first == null || first.claimant == null)) {
        return; // until the other one is used too, or lost
      }
    }
    if (isMet) {
      link(line);
    } else {
      introduce(first, this);
    }
  }

  /** It has met the other one. */
  private void link(Wire line) {
    try {
      line.put(new byte[] {Exchange.LINKED});
      junction.drain(side);
    } catch (IOException e) {
      Junction.closeQuietly(line);
      junction.breakOff(side);
    }
  }

  /**
   * Neither is here: the one that came first is told to wait for the other, which is told where.
   */
  private static void introduce(Departure first, Departure second) {
    byte[] place;
    try {
      first.hand(Exchange.LISTEN);
      place = first.claimant.read(Exchange.LONGEST_ADDRESS);
    } catch (IOException e) {
      Junction.closeQuietly(first.claimant);
      first.junction.lose(first.side);
      meetWhoWaits(first.junction, second.side);
      return;
    }
    byte answer = Exchange.GONE;
    try {
      second.hand(Exchange.ELSEWHERE);
      second.claimant.write(place, 0, place.length);
      answer = second.claimant.take(1, Until.NEVER)[0];
    } catch (IOException e) {
      // it has died on its way
    }
    first.tell(answer);
    Junction.closeQuietly(second.claimant);
  }

  private void hand(byte answer) throws IOException {
    for (byte[] next = junction.pollFor(side); next != null; next = junction.pollFor(side)) {
      claimant.put(new byte[] {Exchange.MESSAGE});
      claimant.write(next, 0, next.length);
    }
    claimant.put(new byte[] {answer});
  }

  private void tell(byte answer) {
    try {
      claimant.put(new byte[] {answer});
    } catch (IOException e) {
      // it has died meanwhile, and who comes to it sees that
    }
    Junction.closeQuietly(claimant);
  }

  /** A place and a token, as one message. */
  static byte[] placeOf(Ticket ticket) {
    return (ticket.token().hex() + ticket.home()).getBytes(StandardCharsets.UTF_8);
  }

  static Ticket ticketOf(byte[] place) {
    String text = new String(place, StandardCharsets.UTF_8);
    int split = 2 * Token.LENGTH;
    return new Ticket(text.substring(split), new Token(text.substring(0, split)));
  }
}
