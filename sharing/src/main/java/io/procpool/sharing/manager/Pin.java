package io.procpool.sharing.manager;

import io.procpool.sharing.internal.wires.Luggage;

/**
 * Keeps an object for a proxy that is on its way from this process to another, until it is there.
 */
record Pin(Session session, long number) implements Luggage.Piece {

  static Pin of(Session session, long object) {
    return new Pin(session, session.desk().pin(object));
  }

  @Override
  public void comeBack() {
    lose();
  }

  @Override
  public void lose() {
    session.tell(Talk.UNPIN, number);
  }

  @Override
  public boolean isOnItsWay() {
    try {
      return session.desk().isPinned(number);
    } catch (ManagerLostException e) {
      return false;
    }
  }
}
