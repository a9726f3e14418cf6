package io.procpool.sharing.internal.waiting;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Life;
import io.procpool.sharing.internal.memory.Words;
import java.nio.ByteBuffer;

/**
 * The threads, of any process, that wait at one object: each has a place, a cell of memory that all
 * of them see.
 *
 * <pre>
 *   |  0 | next ticket 8 | places that were ever used 4 | - 4
 *   | 64 | place 0, of 64 bytes:
 *          |  0 | whose it is: a life, or 0 8
 *          |  8 | ticket: who came earlier has a lower one 8
 *          | 16 | state 4 | bell 4
 *          | 24 | what it waits for 8
 *          | 32 | seconds 8 | nanoseconds 8      a time limit, for the system's call
 *
 *              enter          about to sleep          call
 *   FREE ---------> AWAKE <------------------> ASLEEP ------> CALLED      AWAKE can be called too
 *     ^                |                          |             |
 *     +----------------+--------------------------+-------------+   leave, or found dead
 * </pre>
 *
 * <p>No lock guards it. A place belongs to who has put his life there; others change one thing of
 * it, the state, and that from what they have read. So whoever is killed, between any two stores,
 * leaves a place with his life in it: AWAKE or ASLEEP one that a call would be lost on, CALLED one
 * that a call may have been lost on. {@link #heal()} puts its own life there, so that one alone
 * does, calls another in his place if he was called and that matters, and then frees it: rather one
 * call too many than none.
 *
 * <p>A call that was lost all the same, for its caller was killed before it could wake anybody, is
 * found by those who wait: they look for themselves at least each {@link #LOOK_NANOS}.
 */
public final class Line {

  /** How long a thread sleeps at most before it looks whether what it waits for lives. */
  public static final long LOOK_NANOS = 100_000_000L;

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

  private final Block block;
  private final ByteBuffer bytes;
  private final int at;
  private final int capacity;
  private final boolean passesOn;
  private final long address;
  private final Bells bells;

  /**
   * @param at where it is in the block
   * @param capacity how many places it has
   * @param passesOn whether the call of one who died goes to the next
   */
  public Line(Block block, int at, int capacity, boolean passesOn) {
    this.block = block;
    this.passesOn = passesOn;
    this.bytes = block.bytes();
    this.at = at;
    this.capacity = capacity;
    this.address = Futex.addressOf(bytes);
    this.bells = Bells.of(block.path().getParent());
    if (!Futex.isAvailable()) {
      block.forbidWordWaits();
    }
  }

  /** How many bytes one takes. */
  public static int length(int capacity) {
    return PLACES_AT + capacity * PLACE;
  }

  /** How many places so many bytes have. */
  static int capacity(int length) {
    return (length - PLACES_AT) / PLACE;
  }

  /** Nobody of this process will wait here any more. To be called once. */
  public void close() {
    bells.release();
  }

  /**
   * Takes a place at the end of the line.
   *
   * @param wish what it waits for, for those who call
   * @param hasWatched whether it need not watch before it sleeps
   * @return a place that cannot be called, if all are taken: who has it looks by itself
   */
  Waiter enter(long wish, boolean hasWatched) {
    int place = claim();
    if (place < 0) {
      heal();
      place = claim();
    }
    if (place >= 0) {
      setWish(place, wish);
      long ticket = (long) Words.LONGS.getAndAdd(bytes, at + TICKET_AT, 1L);
      Words.LONGS.set(bytes, position(place, TICKET), ticket);
      setState(place, AWAKE);
    }
    return new Waiter(this, place, hasWatched);
  }

  /**
   * Calls those who came first.
   *
   * @param most how many at most
   * @return how many were called
   */
  public int call(int most) {
    int called = 0;
    for (int place = first(); place >= 0 && called < most; place = first()) {
      if (callAt(place)) {
        called++;
      }
    }
    return called;
  }

  /** Calls all who are there now. */
  public void callAll() {
    for (int place = 0; place < used(); place++) {
      callAt(place);
    }
  }

  /** Calls who has this place; false if it cannot be called: nobody waits there. */
  boolean callAt(int place) {
    if (casState(place, AWAKE, CALLED)) {
      return true;
    }
    long owner = owner(place);
    return casState(place, ASLEEP, CALLED) && wake(place, owner);
  }

  /** The place of who waits longest; -1 if nobody does. */
  int first() {
    int first = -1;
    for (int place = 0; place < used(); place++) {
      if (isWaiting(place) && (first < 0 || ticket(place) < ticket(first))) {
        first = place;
      }
    }
    return first;
  }

  /** How many wait for this. */
  int count(long wish) {
    int count = 0;
    for (int place = 0; place < used(); place++) {
      if (isWaiting(place) && wish(place) == wish) {
        count++;
      }
    }
    return count;
  }

  /** Whether one who waits for this is dead. Takes a look at each process that does. */
  boolean hasDead(long wish) {
    for (int place = 0; place < used(); place++) {
      if (isWaiting(place) && wish(place) == wish && Life.isOver(owner(place))) {
        return true;
      }
    }
    return false;
  }

  /** Puts an answer, which is negative, in the place of each wish for this. */
  void answer(long wish, long answer) {
    for (int place = 0; place < used(); place++) {
      if (isWaiting(place) && wish(place) == wish) {
        setWish(place, answer);
      }
    }
  }

  /** Calls those whose wishes are answered. */
  void callAnswered() {
    for (int place = 0; place < used(); place++) {
      if (isWaiting(place) && wish(place) < 0) {
        callAt(place);
      }
    }
  }

  long wish(int place) {
    return (long) Words.LONGS.getVolatile(bytes, position(place, WISH));
  }

  private void setWish(int place, long wish) {
    Words.LONGS.setVolatile(bytes, position(place, WISH), wish);
  }

  private long owner(int place) {
    return (long) Words.LONGS.getVolatile(bytes, position(place, OWNER));
  }

  private boolean isWaiting(int place) {
    int state = state(place);
    return state == AWAKE || state == ASLEEP;
  }

  /** Frees the places of the dead. With a look at each process that waits. */
  void heal() {
    long alive = Life.OWN;
    for (int place = 0; place < used(); place++) {
      long owner = owner(place);
      if (owner == 0 || owner == alive) {
        continue;
      }
      if (Life.isOver(owner)) {
        bury(place, owner);
      } else {
        alive = owner;
      }
    }
  }

  /**
   * @throws IllegalStateException if what is waited for is closed
   */
  void check() {
    if (block.isClosed()) {
      throw block.gone();
    }
  }

  /**
   * What each who waits does now and then: has the creator ended, has somebody in line?
   *
   * @throws IllegalStateException if what is waited for is closed, or its creator has ended
   */
  void look() {
    lookAtCreator();
    heal();
  }

  /** The half of it, where the dead in the line are of account. */
  void lookAtCreator() {
    if (block.isAbandoned()) {
      throw block.gone();
    }
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

  Bells bells() {
    return bells;
  }

  boolean allowsWordWaits() {
    return Futex.isAvailable() && block.allowsWordWaits();
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

  void wakeWord(int place) {
    Futex.wake(address + position(place, STATE));
  }

  /** In this order: who calls looks at places that were ever used. */
  private int claim() {
    for (int place = 0; place < capacity; place++) {
      if (owner(place) == 0) {
        raiseUsed(place + 1);
        if (Words.LONGS.compareAndSet(bytes, position(place, OWNER), 0L, Life.OWN)) {
          return place;
        }
      }
    }
    return -1;
  }

  private void raiseUsed(int count) {
    for (int used = used(); used < count; used = used()) {
      Words.INTS.compareAndSet(bytes, at + USED_AT, used, count);
    }
  }

  private int used() {
    return (int) Words.INTS.getVolatile(bytes, at + USED_AT);
  }

  private long ticket(int place) {
    return (long) Words.LONGS.get(bytes, position(place, TICKET));
  }

  /** If nobody hears it, is he dead? Then he was called in vain. */
  private boolean wake(int place, long owner) {
    int bell = (int) Words.INTS.get(bytes, position(place, BELL));
    boolean isHeard =
        bell == ON_WORD
            ? Futex.isAvailable() && Futex.wake(address + position(place, STATE))
            : bells.ring(Life.pid(owner), bell);
    if (isHeard || owner == 0 || !Life.isOver(owner) || !inherit(place, owner)) {
      return true; // if another inherits the place, he calls another in its place
    }
    free(place);
    return false;
  }

  /** Frees a dead one's place, and passes on the call that came, or comes, too late for him. */
  private void bury(int place, long owner) {
    if (!inherit(place, owner)) {
      return;
    }
    int state = state(place);
    while (state != CALLED && !casState(place, state, FREE)) {
      state = state(place);
    }
    if (state == CALLED && passesOn) {
      call(1);
    }
    free(place);
  }

  /** So that one alone frees it, and not after somebody else has got it. */
  private boolean inherit(int place, long owner) {
    return Words.LONGS.compareAndSet(bytes, position(place, OWNER), owner, Life.OWN);
  }

  private int position(int place, int field) {
    return at + PLACES_AT + place * PLACE + field;
  }
}
