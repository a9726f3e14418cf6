package io.procpool.sharing.internal.wires;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The ends that are in a value that is being encoded, and so leave this JVM with it: if it is not
 * sent after all they come back, and if who should get it dies they are lost. The encoding thread's
 * own, and then that of whoever sends the value.
 */
public final class Luggage {

  /** A thread-local, because nothing but the thread is the same where an end is encoded. */
  private static final ThreadLocal<Luggage> CURRENT = new ThreadLocal<>();

  private final List<Piece> pieces = new ArrayList<>();

  /** One end, or something else that somebody has to ask for. */
  public interface Piece {

    /** It is not sent after all. */
    void comeBack();

    /** Who should have got it is gone: if nobody has it, nobody will. */
    void lose();

    /** Whether nobody is known to have it. */
    boolean isOnItsWay();
  }

  /** Takes the ends that this thread encodes meanwhile. */
  public <T> T during(Supplier<T> encoding) {
    CURRENT.set(this);
    try {
      return encoding.get();
    } finally {
      CURRENT.remove();
    }
  }

  /** Nobody asks for those that are encoded by others. */
  public static Luggage current() {
    Luggage current = CURRENT.get();
    return current == null ? new Luggage() : current;
  }

  public void add(Piece piece) {
    pieces.add(piece);
  }

  /** Whether there is an end in it that nobody is known to have. */
  public boolean isOnItsWay() {
    return pieces.stream().anyMatch(Piece::isOnItsWay);
  }

  /** The value was not sent. */
  public void comeBack() {
    pieces.forEach(Piece::comeBack);
    pieces.clear();
  }

  /** Who should have received it is gone: ends that nobody has will never be anywhere. */
  public void lose() {
    pieces.forEach(Piece::lose);
  }
}
