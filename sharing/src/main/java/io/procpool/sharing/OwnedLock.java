package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Life;
import io.procpool.sharing.internal.waiting.Ownership;
import io.procpool.sharing.internal.waiting.Signals;
import java.util.Optional;

/** What both locks are: somebody's, or nobody's. */
abstract sealed class OwnedLock extends SharedObject implements RobustLock
    permits SharedLock, SharedReentrantLock {

  private static final long serialVersionUID = 1L;

  final transient Ownership ownership;

  OwnedLock(Block block, Ownership ownership) {
    super(block, ownership);
    this.ownership = ownership;
  }

  @Override
  public Optional<DeadOwner> inheritedFrom() {
    long life = ownership.inherited();
    return life == 0 ? Optional.empty() : Optional.of(new DeadOwner(Life.pid(life)));
  }

  @Override
  public boolean isLocked() {
    return !ownership.isFree();
  }

  @Override
  public SharedCondition newCondition() {
    requireOpen();
    return new SharedCondition(newBlock(Signals.LENGTH), this);
  }

  /** Whether the caller may wait for a condition, and signal it. */
  abstract boolean isHeldByCaller();

  /** Gives it up however often it is held. */
  abstract int releaseAll();

  /** Gets it again as often, and waits for it as long as it takes. */
  abstract void reacquire(int holds);
}
