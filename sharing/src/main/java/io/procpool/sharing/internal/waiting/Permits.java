package io.procpool.sharing.internal.waiting;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Life;
import io.procpool.sharing.internal.memory.Words;
import java.nio.ByteBuffer;

/**
 * A number of permits, and which process has how many of them.
 *
 * <pre>
 *   |  0 | Guard 8
 *   |  8 | how many there are, in all hands 8
 *   | 16 | how many there may be 8
 *   | 24 | hands that were ever used 4
 *   | 64 | 120 hands: life 8 | permits in it 8       a hand without permits is nobody's
 *        | Line
 * </pre>
 *
 * <p>How many are free is not written down: all, less those in hands. So to take some is one store,
 * into a hand, and to give them back is one: nothing can be lost between two. A hand is given a new
 * life while it is empty. The hands of the dead are emptied by those who wait, or do not get any.
 */
public final class Permits implements MeetingPoint {

  private static final int GUARD_AT = Block.CONTENT_AT;
  private static final int ALL_AT = Block.CONTENT_AT + 8;
  private static final int BOUND_AT = Block.CONTENT_AT + 16;
  private static final int USED_AT = Block.CONTENT_AT + 24;
  private static final int HANDS_AT = Block.CONTENT_AT + 64;
  private static final int HANDS = 120;
  private static final int HAND = 16;
  private static final int LINE_AT = HANDS_AT + HANDS * HAND;
  private static final int PLACES = 120;

  /** How many bytes of content they take. */
  public static final int LENGTH = LINE_AT - Block.CONTENT_AT + Line.length(PLACES);

  private static final long LOOK_NANOS = 20_000_000L;

  private final ByteBuffer bytes;
  private final Guard guard;
  private final Line line;

  /** The hand that was this process's last; changed under the guard. */
  private int lastHand;

  /** When those who do not wait have last looked at the hands of others. */
  private long lookedAt = System.nanoTime();

  public Permits(Block block) {
    this.bytes = block.bytes();
    this.guard = new Guard(bytes, GUARD_AT);
    this.line = new Line(block, LINE_AT, PLACES, true);
  }

  /**
   * Says how many there are; before anybody else knows them.
   *
   * @param bound how many there may ever be
   */
  public static void begin(Block block, long permits, long bound) {
    ByteBuffer bytes = block.bytes();
    Words.LONGS.set(bytes, ALL_AT, permits);
    Words.LONGS.setVolatile(bytes, BOUND_AT, bound);
  }

  @Override
  public void release() {
    line.close();
  }

  @Override
  public void close() {
    line.callAll();
  }

  public long free() {
    guard.enter();
    try {
      return all() - inHands();
    } finally {
      guard.exit();
    }
  }

  /** Takes some, if there are as many now; with a look now and then at those who have them. */
  public boolean tryTake(int permits) {
    line.check();
    if (takeNow(permits)) {
      return true;
    }
    if (System.nanoTime() - lookedAt < LOOK_NANOS) {
      return false;
    }
    lookedAt = System.nanoTime();
    return emptyDeadHands() && takeNow(permits);
  }

  /** Takes all that are free. */
  public int takeAll() {
    guard.enter();
    try {
      int free = (int) Math.max(0, all() - inHands());
      if (free > 0) {
        take(free);
      }
      return free;
    } finally {
      guard.exit();
    }
  }

  /**
   * Waits for some.
   *
   * @param nanos for how long; negative if for ever
   * @return false if the time has passed
   * @throws IllegalStateException if they are no more
   */
  public boolean take(int permits, long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    line.check();
    return takeNow(permits)
        || nanos != 0 && Watch.until(() -> seemFree(permits) && takeNow(permits))
        || takeInLine(permits, nanos);
  }

  /**
   * Gives some back: of those in this process's hand, else in another's, else new ones.
   *
   * @return false, and nothing is done, if there would be more than there may be
   */
  public boolean give(int permits) {
    line.check();
    guard.enter();
    try {
      long bound = (long) Words.LONGS.get(bytes, BOUND_AT);
      if (all() - inHands() > bound - permits) {
        return false;
      }
      giveFromHands(permits);
    } finally {
      guard.exit();
    }
    callFitting();
    return true;
  }

  private boolean takeInLine(int permits, long nanos) throws InterruptedException {
    long start = System.nanoTime();
    Waiter waiter = line.enter(permits, true);
    try {
      while (!takeNow(permits)) {
        long left = nanos < 0 ? Line.LOOK_NANOS : nanos - (System.nanoTime() - start);
        if (left <= 0) {
          return false;
        }
        waiter.await(left);
        if (waiter.isCalled()) {
          line.check(); // it may be the call of the end
          waiter.waitAgain();
        } else {
          look();
        }
      }
      return true;
    } finally {
      // It may have taken what another was called for, and this call be for that other's.
      if (waiter.leave()) {
        callFitting();
      }
    }
  }

  private void look() {
    line.look();
    emptyDeadHands();
  }

  private boolean takeNow(int permits) {
    guard.enter();
    try {
      boolean isFree = all() - inHands() >= permits;
      if (isFree) {
        take(permits);
      }
      return isFree;
    } finally {
      guard.exit();
    }
  }

  /** Without the guard, which others need: it may be wrong. */
  private boolean seemFree(int permits) {
    return all() - inHands() >= permits;
  }

  /** Inside the guard. */
  private void take(int permits) {
    int hand = ownHand();
    setHeld(hand, held(hand) + permits);
  }

  /** One that is empty is given this life first. */
  private int ownHand() {
    if (isOwn(lastHand)) {
      return lastHand;
    }
    int empty = -1;
    int used = used();
    for (int hand = 0; hand < used; hand++) {
      if (isOwn(hand)) {
        return lastHand = hand;
      }
      empty = empty < 0 && held(hand) == 0 ? hand : empty;
    }
    if (empty < 0) {
      empty = oneMore(used);
    }
    Words.LONGS.setVolatile(bytes, position(empty), Life.OWN);
    return lastHand = empty;
  }

  private int oneMore(int used) {
    if (used == HANDS) {
      throw new IllegalStateException(HANDS + " processes have permits of this semaphore");
    }
    Words.INTS.setVolatile(bytes, USED_AT, used + 1);
    return used;
  }

  private int used() {
    return (int) Words.INTS.getVolatile(bytes, USED_AT);
  }

  private boolean isOwn(int hand) {
    return life(hand) == Life.OWN;
  }

  /** Inside the guard. */
  private void giveFromHands(int permits) {
    long left = giveFrom(lastHand, isOwn(lastHand) ? permits : 0, permits);
    for (int hand = 0; left > 0 && hand < used(); hand++) {
      left = giveFrom(hand, isOwn(hand) ? left : 0, left);
    }
    for (int hand = 0; left > 0 && hand < used(); hand++) {
      left = giveFrom(hand, left, left);
    }
    if (left > 0) {
      Words.LONGS.setVolatile(bytes, ALL_AT, all() + left);
    }
  }

  /** How many are left to give, when a hand has given up to so many. */
  private long giveFrom(int hand, long most, long left) {
    long given = Math.min(most, held(hand));
    if (given > 0) {
      setHeld(hand, held(hand) - given);
    }
    return left - given;
  }

  /** In the order of the line, as long as there are enough. */
  private void callFitting() {
    int place = line.first();
    if (place < 0) {
      return; // which is all there is to do, mostly
    }
    for (long free = free(); place >= 0 && line.cells().wish(place) <= free; place = line.first()) {
      long wish = line.cells().wish(place);
      if (line.callAt(place)) {
        free -= wish;
      }
    }
  }

  /** Outside the guard, for it takes a look at each process; whether any was dead. */
  private boolean emptyDeadHands() {
    boolean isAny = false;
    for (int hand = 0; hand < used(); hand++) {
      long life = life(hand);
      if (held(hand) > 0 && Life.isOver(life)) {
        isAny |= empty(hand, life);
      }
    }
    if (isAny) {
      callFitting();
    }
    return isAny;
  }

  private boolean empty(int hand, long life) {
    guard.enter();
    try {
      long held = held(hand);
      if (life(hand) != life || held == 0) {
        return false; // another was here before
      }
      setHeld(hand, 0);
      Obituary.ofPermits(life, held);
      return true;
    } finally {
      guard.exit();
    }
  }

  private long inHands() {
    long sum = 0;
    int used = used();
    for (int hand = 0; hand < used; hand++) {
      sum += held(hand);
    }
    return sum;
  }

  private long all() {
    return (long) Words.LONGS.get(bytes, ALL_AT);
  }

  private long life(int hand) {
    return (long) Words.LONGS.getVolatile(bytes, position(hand));
  }

  private long held(int hand) {
    return (long) Words.LONGS.get(bytes, position(hand) + Long.BYTES);
  }

  private void setHeld(int hand, long permits) {
    Words.LONGS.setVolatile(bytes, position(hand) + Long.BYTES, permits);
  }

  private static int position(int hand) {
    return HANDS_AT + hand * HAND;
  }
}
