package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.waiting.MeetingPoint;
import java.io.IOException;
import java.io.Serializable;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Something that several processes of one user on one machine use at the same time.
 *
 * <pre>{@code
 * try (SharedLong total = SharedLong.create(0); ProcessPool pool = ProcessPool.create(4)) {
 *   pool.map(file -> total.addAndGet(lines(file)), files);
 *   System.out.println(total.get());
 * }
 * }</pre>
 *
 * <p><b>Passing it on.</b> It goes to other processes as part of a task: captured by a lambda, as
 * an argument or in one, or by Java serialization. What crosses is where it is; what arrives is the
 * same object for all tasks of that process, and stands for the same memory as here. A result can
 * bring it back.
 *
 * <p><b>Its life</b> is that of its creator. {@link #close()} in the process that made it ends it
 * for all: who waits at it gets an {@link IllegalStateException} that says so, and so does who
 * waits, or who is about to, when that process has ended, in whatever way. Its file, in memory
 * where there is such a place, is then gone: nothing is left behind by a {@code kill -9} either.
 * Elsewhere {@code close()} only says that this process needs it no more. Without {@code close()}
 * an object that was not passed on goes with its garbage collection, and one that was when the
 * process ends.
 *
 * <p><b>Threads.</b> All methods may be called by any threads of any of the processes.
 *
 * <p><b>Limits.</b> All processes see each other: a process in another container, with process ids
 * of its own, cannot take part.
 */
public abstract class SharedObject implements AutoCloseable, Serializable {

  private static final long serialVersionUID = 1L;

  private static final Cleaner CLEANER = Cleaner.create();

  private final transient Block block;

  /** {@code null} where nobody waits. */
  private final transient MeetingPoint meetingPoint;

  private final transient Cleaner.Cleanable end;

  /** Atomic: any thread may close it, and one does. */
  private final transient AtomicBoolean isClosed = new AtomicBoolean();

  SharedObject(Block block, MeetingPoint meetingPoint) {
    this.block = block;
    this.meetingPoint = meetingPoint;
    this.end = CLEANER.register(this, new End(block, meetingPoint));
    Attachments.add(this);
  }

  static Block newBlock(long length) {
    try {
      return Block.create(length);
    } catch (IOException e) {
      throw new SharingException(
          "There is no room for " + length + " bytes to share: " + Attachments.reasons(e), e);
    }
  }

  /**
   * Ends it for all processes, in the one that has made it; in another one, says that this one
   * needs it no more. May be called again.
   */
  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      Attachments.remove(this);
      if (block.isOwn()) {
        block.close();
        if (meetingPoint != null) {
          meetingPoint.close();
        }
      }
      end.clean();
    }
  }

  /** {@return whether it was closed, here or by its creator} */
  public final boolean isClosed() {
    return isClosed.get() || block.isClosed();
  }

  /** To be asked before it is used. */
  final void requireOpen() {
    if (isClosed.get()) {
      throw new IllegalStateException("This process has closed it.");
    }
  }

  final Block block() {
    return block;
  }

  /** What makes it again elsewhere. */
  abstract Handle handle();

  /**
   * {@return what crosses in its place} From now on it is kept: nobody knows who will ask for it.
   */
  final Object writeReplace() {
    requireOpen();
    if (block.isOwn()) {
      Attachments.keep(this);
    }
    return handle();
  }

  /** By what it is, and where. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + block.path() + "]";
  }

  /** What is left to do for an object that nobody can reach. */
  private record End(Block block, MeetingPoint meetingPoint) implements Runnable {

    @Override
    public void run() {
      if (meetingPoint != null) {
        meetingPoint.release();
      }
      block.remove();
    }
  }
}
