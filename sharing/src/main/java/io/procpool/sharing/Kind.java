package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.task.SerializableRunnable;
import java.io.Serializable;
import java.util.function.BiFunction;

/** What a block is to those who share it. */
enum Kind {
  MEMORY((block, none) -> new SharedMemory(block)),
  LOCK((block, none) -> new SharedLock(block)),
  REENTRANT_LOCK((block, none) -> new SharedReentrantLock(block)),
  CONDITION((block, lock) -> new SharedCondition(block, (RobustLock) lock)),
  SEMAPHORE((block, none) -> new SharedSemaphore(block)),
  BOUNDED_SEMAPHORE((block, none) -> new SharedBoundedSemaphore(block)),
  EVENT((block, none) -> new SharedEvent(block)),
  BARRIER((block, action) -> new SharedBarrier(block, (SerializableRunnable) action)),
  QUEUE((block, none) -> new SharedQueue<>(block)),
  JOINABLE_QUEUE((block, none) -> new SharedJoinableQueue<>(block)),
  BOOLEAN((block, lock) -> new SharedBoolean(block, (RobustLock) lock)),
  INT((block, lock) -> new SharedInt(block, (RobustLock) lock)),
  LONG((block, lock) -> new SharedLong(block, (RobustLock) lock)),
  DOUBLE((block, lock) -> new SharedDouble(block, (RobustLock) lock)),
  BYTES((block, lock) -> new SharedByteArray(block, (RobustLock) lock)),
  INTS((block, lock) -> new SharedIntArray(block, (RobustLock) lock)),
  LONGS((block, lock) -> new SharedLongArray(block, (RobustLock) lock)),
  DOUBLES((block, lock) -> new SharedDoubleArray(block, (RobustLock) lock));

  private final BiFunction<Block, Serializable, SharedObject> attach;

  Kind(BiFunction<Block, Serializable, SharedObject> attach) {
    this.attach = attach;
  }

  SharedObject attach(Block block, Serializable companion) {
    return attach.apply(block, companion);
  }
}
