package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.waiting.Flag;
import java.util.concurrent.TimeUnit;

/**
 * Something that has happened, or not yet, for several processes: Python's {@code
 * multiprocessing.Event}.
 *
 * <pre>{@code
 * try (SharedEvent isLoaded = SharedEvent.create(); ProcessPool pool = ProcessPool.create(4)) {
 *   var results = pool.mapAsync(query -> {
 *     isLoaded.await();
 *     return answer(query);
 *   }, queries);
 *   load();
 *   isLoaded.set();
 *   ...
 * }
 * }</pre>
 *
 * <p>{@link #set()} lets all go on who wait at that moment, even if it is cleared right behind it.
 * Who sets it and is killed before he has woken all has set it: the others see it within a tenth of
 * a second.
 */
public final class SharedEvent extends SharedObject {

  private static final long serialVersionUID = 1L;

  private final transient Flag flag;

  SharedEvent(Block block) {
    this(block, new Flag(block));
  }

  private SharedEvent(Block block, Flag flag) {
    super(block, flag);
    this.flag = flag;
  }

  /**
   * Makes one that is not set.
   *
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedEvent create() {
    return new SharedEvent(newBlock(Flag.LENGTH));
  }

  /** {@return whether it is set} */
  public boolean isSet() {
    requireOpen();
    return flag.isSet();
  }

  /** Sets it, and wakes all who wait. */
  public void set() {
    requireOpen();
    flag.set();
  }

  /** From now on who comes waits. */
  public void clear() {
    requireOpen();
    flag.clear();
  }

  /**
   * Waits until it is set.
   *
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   * @throws IllegalStateException if it is closed, or its creator has ended
   */
  public void await() throws InterruptedException {
    requireOpen();
    flag.await(-1);
  }

  /**
   * Waits until it is set, but not for longer than this; 0 or less: not at all.
   *
   * @param time 0 or less: not at all
   * @param unit of the time
   * @return false if the time has passed
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   */
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    requireOpen();
    return flag.await(Math.max(0, unit.toNanos(time)));
  }

  @Override
  Handle handle() {
    return new Handle(Kind.EVENT, block(), null);
  }
}
