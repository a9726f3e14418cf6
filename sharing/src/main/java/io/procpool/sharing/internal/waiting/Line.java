package io.procpool.sharing.internal.waiting;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Life;

/**
 * The threads, of any process, that wait at one object: each has a place, some words that all of
 * them see ({@link Cells}).
 *
 * <pre>
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

  private final Block block;
  private final Cells cells;
  private final boolean passesOn;
  private final Bells bells;

  /**
   * @param at where it is in the block
   * @param capacity how many places it has
   * @param passesOn whether the call of one who died goes to the next
   */
  public Line(Block block, int at, int capacity, boolean passesOn) {
    this.block = block;
    this.cells = new Cells(block, at, capacity);
    this.passesOn = passesOn;
    this.bells = Bells.of(block.path().getParent());
    if (!Futex.isAvailable()) {
      block.forbidWordWaits();
    }
  }

  /** How many bytes one takes. */
  public static int length(int capacity) {
    return Cells.length(capacity);
  }

  /** How many places so many bytes have. */
  static int capacity(int length) {
    return Cells.capacity(length);
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
    int place = cells.claim();
    if (place < 0) {
      heal();
      place = cells.claim();
    }
    if (place >= 0) {
      cells.await(place, wish);
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
    for (int place = 0; place < cells.used(); place++) {
      callAt(place);
    }
  }

  /** Calls who has this place; false if it cannot be called: nobody waits there. */
  boolean callAt(int place) {
    if (cells.casState(place, Cells.AWAKE, Cells.CALLED)) {
      return true;
    }
    long owner = cells.owner(place);
    return cells.casState(place, Cells.ASLEEP, Cells.CALLED) && wake(place, owner);
  }

  /** The place of who waits longest; -1 if nobody does. */
  int first() {
    int first = -1;
    for (int place = 0; place < cells.used(); place++) {
      if (cells.isWaiting(place) && (first < 0 || cells.ticket(place) < cells.ticket(first))) {
        first = place;
      }
    }
    return first;
  }

  /** How many wait for this. */
  int count(long wish) {
    int count = 0;
    for (int place = 0; place < cells.used(); place++) {
      if (cells.isWaiting(place) && cells.wish(place) == wish) {
        count++;
      }
    }
    return count;
  }

  /** Whether one who waits for this is dead. Takes a look at each process that does. */
  boolean hasDead(long wish) {
    for (int place = 0; place < cells.used(); place++) {
      if (cells.isWaiting(place) && cells.wish(place) == wish && Life.isOver(cells.owner(place))) {
        return true;
      }
    }
    return false;
  }

  /** Puts an answer, which is negative, in the place of each wish for this. */
  void answer(long wish, long answer) {
    for (int place = 0; place < cells.used(); place++) {
      if (cells.isWaiting(place) && cells.wish(place) == wish) {
        cells.setWish(place, answer);
      }
    }
  }

  /** Calls those whose wishes are answered. */
  void callAnswered() {
    for (int place = 0; place < cells.used(); place++) {
      if (cells.isWaiting(place) && cells.wish(place) < 0) {
        callAt(place);
      }
    }
  }

  /** Frees the places of the dead. With a look at each process that waits. */
  void heal() {
    long alive = Life.OWN;
    for (int place = 0; place < cells.used(); place++) {
      long owner = cells.owner(place);
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

  Cells cells() {
    return cells;
  }

  Bells bells() {
    return bells;
  }

  boolean allowsWordWaits() {
    return Futex.isAvailable() && block.allowsWordWaits();
  }

  /** If nobody hears it, is he dead? Then he was called in vain. */
  private boolean wake(int place, long owner) {
    int bell = cells.bell(place);
    boolean isHeard =
        bell == Cells.ON_WORD ? cells.wakeWord(place) : bells.ring(Life.pid(owner), bell);
    if (isHeard || owner == 0 || !Life.isOver(owner) || !cells.inherit(place, owner)) {
      return true; // if another inherits the place, he calls another in its place
    }
    cells.free(place);
    return false;
  }

  /** Frees a dead one's place, and passes on the call that came, or comes, too late for him. */
  private void bury(int place, long owner) {
    if (!cells.inherit(place, owner)) {
      return;
    }
    int state = cells.state(place);
    while (state != Cells.CALLED && !cells.casState(place, state, Cells.FREE)) {
      state = cells.state(place);
    }
    if (state == Cells.CALLED && passesOn) {
      call(1);
    }
    cells.free(place);
  }
}
