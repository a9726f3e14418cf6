package io.procpool.sharing.internal.waiting;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Life;
import io.procpool.sharing.internal.memory.Words;
import java.nio.ByteBuffer;

/**
 * The memory of a {@link Line}, word by word: what is where, and which accesses there are.
 *
 * <pre>
 *   |  0 | next ticket 8 | places that were ever used 4 | - 4
 *   | 64 | place 0, of 64 bytes:
 *          |  0 | whose it is: a life, or 0 8
 *          |  8 | ticket: who came earlier has a lower one 8
 *          | 16 | state 4 | bell 4
 *          | 24 | what it waits for 8
 *          | 32 | seconds 8 | nanoseconds 8      a time limit, for the system's call
 * </pre>
 */
final class Cells {

  static final int FREE = 0;
  static final int AWAKE = 1;
  static final int ASLEEP = 2;
  static final int CALLED = 3;

  /** In place of a bell's number: it sleeps on the state itself. */
  static final int ON_WORD = 0;

  /** In place of a bell's number: there was none to be had, and it looks each millisecond. */
  static final int NO_BELL = -1;

  private static final int TICKET_AT = 0;
  private static final int USED_AT = 8;
  private static final int PLACES_AT = 64;
  private static final int PLACE = 64;
  private static final int OWNER = 0;
  private static final int TICKET = 8;
  private static final int STATE = 16;
  private static final int BELL = 20;
  private static final int WISH = 24;
  private static final int LIMIT = 32;

  private final ByteBuffer bytes;
  private final int at;
  private final int capacity;

  /** Where the block is, for the system; 0 where it is not asked. */
  private final long address;

  Cells(Block block, int at, int capacity) {
    this.bytes = block.bytes();
    this.at = at;
    this.capacity = capacity;
    this.address = Futex.addressOf(bytes);
  }

  static int length(int capacity) {
    return PLACES_AT + capacity * PLACE;
  }

  static int capacity(int length) {
    return (length - PLACES_AT) / PLACE;
  }

  void setBell(int place, int number) {
    Words.INTS.set(bytes, position(place, BELL), number);
  }

  /** Sleeps on the state of a place, while that is ASLEEP. */
  void awaitWord(int place, long nanos) {
    Words.LONGS.set(bytes, position(place, LIMIT), nanos / 1_000_000_000L);
    Words.LONGS.set(bytes, position(place, LIMIT + Long.BYTES), nanos % 1_000_000_000L);
    Futex.await(address + position(place, STATE), ASLEEP, address + position(place, LIMIT));
  }

  /** Whether somebody slept on it. */
  boolean wakeWord(int place) {
    return Futex.isAvailable() && Futex.wake(address + position(place, STATE));
  }

  int bell(int place) {
    return (int) Words.INTS.get(bytes, position(place, BELL));
  }

  /**
   * Makes a free place this process's.
   *
   * @return -1 if there is none
   */
  int claim() {
    for (int place = 0; place < capacity; place++) {
      if (owner(place) == 0) {
        raiseUsed(place + 1); // before: who calls looks at places that were ever used
        if (Words.LONGS.compareAndSet(bytes, position(place, OWNER), 0L, Life.OWN)) {
          return place;
        }
      }
    }
    return -1;
  }

  /** Lets it be called from now on, behind all who came before. */
  void await(int place, long wish) {
    setWish(place, wish);
    long ticket = (long) Words.LONGS.getAndAdd(bytes, at + TICKET_AT, 1L);
    Words.LONGS.set(bytes, position(place, TICKET), ticket);
    setState(place, AWAKE);
  }

  private void raiseUsed(int count) {
    for (int used = used(); used < count; used = used()) {
      Words.INTS.compareAndSet(bytes, at + USED_AT, used, count);
    }
  }

  int used() {
    return (int) Words.INTS.getVolatile(bytes, at + USED_AT);
  }

  long ticket(int place) {
    return (long) Words.LONGS.get(bytes, position(place, TICKET));
  }

  int state(int place) {
    return (int) Words.INTS.getVolatile(bytes, position(place, STATE));
  }

  void setState(int place, int state) {
    Words.INTS.setVolatile(bytes, position(place, STATE), state);
  }

  boolean casState(int place, int from, int to) {
    return Words.INTS.compareAndSet(bytes, position(place, STATE), from, to);
  }

  /** Before the owner: who finds the place free must find it in state FREE. */
  void free(int place) {
    setState(place, FREE);
    Words.LONGS.setVolatile(bytes, position(place, OWNER), 0L);
  }

  long wish(int place) {
    return (long) Words.LONGS.getVolatile(bytes, position(place, WISH));
  }

  void setWish(int place, long wish) {
    Words.LONGS.setVolatile(bytes, position(place, WISH), wish);
  }

  long owner(int place) {
    return (long) Words.LONGS.getVolatile(bytes, position(place, OWNER));
  }

  boolean isWaiting(int place) {
    int state = state(place);
    return state == AWAKE || state == ASLEEP;
  }

  /** So that one alone frees it, and not after somebody else has got it. */
  boolean inherit(int place, long owner) {
    return Words.LONGS.compareAndSet(bytes, position(place, OWNER), owner, Life.OWN);
  }

  private int position(int place, int field) {
    return at + PLACES_AT + place * PLACE + field;
  }
}
