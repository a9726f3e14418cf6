package io.procpool.sharing.internal.wires;

import java.io.IOException;

/**
 * Carries messages on for an end that has left a process in which it was used: its other end knows
 * of no other place. Lives as long as both of them, and this JVM, do.
 */
final class Relay {

  /** Where the end that leaves is connected. */
  private final Junction behind;

  private final int side;

  /** To where it goes, as its end 1. */
  private final Junction before = new Junction();

  Relay(Junction behind, int side) throws IOException {
    this.behind = behind;
    this.side = side;
    before.depart(1);
  }

  Departure depart() throws IOException {
    return Exchange.depart(before, 1, new Departure.Fate(this::start, this::end));
  }

  private void start() {
    Background.start("procpool-relay-out", () -> carry(behind, side, before, 0));
    Background.start("procpool-relay-back", () -> carry(before, 0, behind, side));
  }

  private void carry(Junction from, int fromSide, Junction to, int toSide) {
    try {
      while (true) {
        byte[] message = from.receive(fromSide, Wire.LONGEST);
        to.send(toSide, message, 0, message.length);
      }
    } catch (IOException e) {
      end(); // one of the two ends is closed, and so will be the other
    }
  }

  private void end() {
    close(before, 0);
    close(behind, side);
  }

  private static void close(Junction junction, int side) {
    try {
      junction.close(side);
    } catch (IOException e) {
      return; // it is closed as far as it can be
    }
  }
}
