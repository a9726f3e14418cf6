package io.procpool.sharing.internal.queue;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Life;
import io.procpool.sharing.internal.memory.Parts;
import io.procpool.sharing.internal.waiting.Attempts;
import io.procpool.sharing.internal.waiting.MeetingPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Items, as bytes, that go in at one end and come out at the other, between processes.
 *
 * <pre>
 *        Intake                   Ring                    Outlet
 *   copies the bytes  ->  | item | item | item |  ->  copies the bytes
 *   moves the mark of puts                            moves the mark of takes
 *
 *   | Marks | guard of Intake | guard of Outlet | Attempts to put, to take, to see all done |
 * </pre>
 *
 * <p>An item is there with one store, that of the mark, and gone with another one: who is killed in
 * front of it has done nothing, whatever he has copied, and who is killed behind it all. What else
 * he may have done, such as a file that he has made, belongs to no item then.
 *
 * <p>A ring that is full is followed by one that is twice as long; the former is read to its end
 * and removed. An item that is too long for rings has a file of its own, of which the ring has the
 * name. Safe for use by several threads.
 */
public final class Fifo implements MeetingPoint {

  /** In place of a bound. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  static final int INTAKE_AT = Block.CONTENT_AT + Marks.LENGTH;
  static final int OUTLET_AT = INTAKE_AT + Intake.LENGTH;
  private static final int PUTTERS_AT = OUTLET_AT + Outlet.LENGTH;
  private static final int TAKERS_AT = PUTTERS_AT + Attempts.LENGTH;
  private static final int JOINERS_AT = TAKERS_AT + Attempts.LENGTH;

  /** How many bytes of content one takes. */
  public static final int LENGTH = JOINERS_AT + Attempts.LENGTH - Block.CONTENT_AT;

  /** Less than any ring: the next one must have room for what the last had not. */
  private static final int LONGEST_IN_RING = 64 * 1024;

  /** Numbers the files of this process: any thread may make one. */
  private static final AtomicLong FILES = new AtomicLong();

  private final Block block;
  private final Parts parts;
  private final Marks marks;
  private final Intake intake;
  private final Outlet outlet;
  private final Attempts putters;
  private final Attempts takers;
  private final Attempts joiners;

  public Fifo(Block block) {
    this.block = block;
    this.parts = new Parts(block);
    this.marks = new Marks(block);
    this.intake = new Intake(block, INTAKE_AT, marks);
    this.outlet = new Outlet(block, OUTLET_AT, marks);
    this.putters = new Attempts(block, PUTTERS_AT, () -> !marks.isFull());
    this.takers = new Attempts(block, TAKERS_AT, () -> !marks.isEmpty());
    this.joiners = new Attempts(block, JOINERS_AT, marks::isAllDone);
  }

  /**
   * Makes it ready, before anybody else knows it.
   *
   * @param most how many items there may be
   */
  public static void begin(Block block, int most) throws IOException {
    Marks.begin(block, most);
    new Rings(new Parts(block)).create(0);
  }

  @Override
  public void close() {
    putters.callAll();
    takers.callAll();
    joiners.callAll();
  }

  @Override
  public void release() {
    putters.close();
    takers.close();
    joiners.close();
    if (block.isOwn()) {
      parts.removeAll();
    }
  }

  /** How many items there may be. */
  public int most() {
    return marks.most();
  }

  /**
   * How many there are.
   *
   * @throws IllegalStateException if it is closed; so it is with all that follow
   */
  public int size() {
    takers.check();
    return marks.size();
  }

  /**
   * Puts an item behind all others, if there may be one more now.
   *
   * @param length how many of the bytes are the item's
   * @throws UncheckedIOException if there is no memory for it; so it is with all that follow
   */
  public boolean offer(byte[] item, int length) {
    putters.check();
    if (marks.isFull()) {
      return false;
    }
    Entry entry = entry(item, length);
    boolean isPut = false;
    try {
      isPut = tryPut(entry);
      return isPut;
    } finally {
      forgetUnless(isPut, entry);
    }
  }

  /**
   * Puts an item behind all others, when there may be one more.
   *
   * @param nanos how long to wait for that; negative if for ever
   * @return false if the time has passed
   */
  public boolean put(byte[] item, int length, long nanos) throws InterruptedException {
    Entry entry = entry(item, length);
    boolean isPut = false;
    try {
      isPut = putters.until(() -> tryPut(entry) ? entry : null, nanos) != null;
      return isPut;
    } finally {
      forgetUnless(isPut, entry);
    }
  }

  /** Takes the first item, if there is one now; else {@code null}. */
  public byte[] poll() {
    takers.check();
    return tryTake();
  }

  /**
   * Takes the first item, when there is one.
   *
   * @param nanos how long to wait for that; negative if for ever
   * @return {@code null} if the time has passed
   */
  public byte[] take(long nanos) throws InterruptedException {
    return takers.until(this::tryTake, nanos);
  }

  /** The first items as they are now, and stay; {@code most} of them at most. */
  public List<byte[]> look(int most) {
    takers.check();
    try {
      return outlet.look(most);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * One item that was taken is done.
   *
   * @return false, and nothing is changed, if all that were ever put are
   */
  public boolean addDone() {
    joiners.check();
    boolean isOne = marks.addDone();
    if (isOne && marks.isAllDone()) {
      joiners.callAll();
    }
    return isOne;
  }

  /**
   * Waits until all that were put are done.
   *
   * @param nanos for how long; negative if for ever
   * @return false if the time has passed
   */
  public boolean awaitAllDone(long nanos) throws InterruptedException {
    return joiners.until(() -> marks.isAllDone() ? this : null, nanos) != null;
  }

  private boolean tryPut(Entry entry) {
    try {
      boolean isPut = intake.put(entry);
      if (isPut) {
        takers.call();
      }
      return isPut;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private byte[] tryTake() {
    try {
      byte[] item = outlet.take();
      if (item != null) {
        putters.call();
      }
      return item;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** What is long is written here, where it keeps nobody waiting. */
  private Entry entry(byte[] item, int length) {
    if (length <= LONGEST_IN_RING) {
      return new Entry(item, length, false);
    }
    String name = "item" + Long.toHexString(Life.OWN) + "_" + FILES.incrementAndGet();
    try {
      parts.write(name, item, length);
    } catch (IOException e) {
      throw failed(e);
    }
    return new Entry(name.getBytes(StandardCharsets.US_ASCII), name.length(), true);
  }

  private void forgetUnless(boolean isPut, Entry entry) {
    if (!isPut && entry.isInFile()) {
      parts.remove(entry.text());
    }
  }

  /** Its files are gone with its creator. */
  private RuntimeException failed(IOException e) {
    return block.isAbandoned() ? block.gone() : new UncheckedIOException(e);
  }
}
