package io.procpool.sharing;

import io.procpool.sharing.internal.memory.Block;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/**
 * A block of memory that processes share: Python's {@code
 * multiprocessing.shared_memory.SharedMemory}.
 *
 * <pre>{@code
 * try (SharedMemory memory = SharedMemory.create("frames", 1920 * 1080)) {      // in one process
 *   memory.buffer().putInt(0, 42);
 *   ...
 * }
 *
 * try (SharedMemory memory = SharedMemory.attach("frames")) {                   // in another
 *   int answer = memory.buffer().getInt(0);
 * }
 * }</pre>
 *
 * <p>It is zeros at first, all of it written, so that a lack of room is found here and not where it
 * is used. Its file is in {@code /dev/shm}, or in the temporary folder where that has not enough
 * room. Only processes of the same user can find it.
 *
 * <p>It ends with its creator: then its name is gone, and can be given again, and processes that
 * have it still see what is in it. Memory is freed when the last buffer of the last process is
 * garbage-collected. Buffers are in the order in which this machine has its bytes. What is said of
 * it holds for {@link SharedObject}.
 */
public final class SharedMemory extends SharedObject {

  private static final long serialVersionUID = 1L;

  SharedMemory(Block block) {
    super(block, null);
  }

  /**
   * Makes one without a name, to be passed on as an object.
   *
   * @param size in bytes, 1 or more
   * @return a new one
   * @throws SharingException if there is no room for it
   */
  public static SharedMemory create(long size) {
    return new SharedMemory(newBlock(checked(size)));
  }

  /**
   * Makes one that other processes can {@link #attach}.
   *
   * @param name up to 100 letters, digits, '_', '.' and '-', and none of the last two in front
   * @param size in bytes, 1 or more
   * @return a new one
   * @throws NameTakenException if there is one of that name
   * @throws SharingException if there is no room for it
   */
  public static SharedMemory create(String name, long size) {
    checked(size);
    try {
      return new SharedMemory(Block.createNamed(name, size));
    } catch (FileAlreadyExistsException e) {
      throw new NameTakenException("There is shared memory named " + name + " already.", e);
    } catch (IOException e) {
      throw new SharingException(
          "There is no room for " + size + " bytes to share: " + Attachments.reasons(e), e);
    }
  }

  /**
   * Finds one that another process has made, or this one.
   *
   * @param name as it was created
   * @return the same memory
   * @throws NameNotFoundException if there is none of that name
   */
  public static SharedMemory attach(String name) {
    try {
      return (SharedMemory) Attachments.attach(Kind.MEMORY, Block.find(name));
    } catch (NoSuchFileException e) {
      throw new NameNotFoundException("There is no shared memory named " + name + ".", e);
    } catch (IOException e) {
      throw new SharingException("The shared memory named " + name + " cannot be opened: " + e, e);
    }
  }

  /** {@return its length in bytes} */
  public long size() {
    return block().length();
  }

  /**
   * All of it; a new buffer each time.
   *
   * @return a new one
   * @throws IllegalStateException if it has more than 2 GiB: then it is to be had in parts
   */
  public ByteBuffer buffer() {
    if (size() > Block.LONGEST_BUFFER) {
      throw new IllegalStateException(
          "One buffer cannot hold " + size() + " bytes: ask for parts of it, or for a segment.");
    }
    return buffer(0, (int) size());
  }

  /**
   * A part of it; a new buffer each time.
   *
   * @param from position of its first byte
   * @param length in bytes
   * @return a new one
   * @throws IndexOutOfBoundsException if it is not all within the block
   */
  public ByteBuffer buffer(long from, int length) {
    requireOpen();
    Objects.checkFromIndexSize(from, (long) length, size());
    try {
      return block().content(from, length);
    } catch (IOException e) {
      throw new SharingException("It cannot be opened any more: " + e, e);
    }
  }

  /**
   * All of it as a {@code java.lang.foreign.MemorySegment}, which Java has from 22 on; valid as
   * long as it can be reached.
   *
   * <pre>{@code
   * MemorySegment segment = memory.segment();
   * }</pre>
   *
   * @param <S> {@code MemorySegment}
   * @return a new one
   * @throws UnsupportedOperationException if this Java has none
   */
  @SuppressWarnings("unchecked")
  public <S> S segment() {
    requireOpen();
    try {
      return (S) block().segment();
    } catch (IOException e) {
      throw new SharingException("It cannot be opened any more: " + e, e);
    }
  }

  @Override
  Handle handle() {
    return new Handle(Kind.MEMORY, block(), null);
  }

  private static long checked(long size) {
    if (size < 1) {
      throw new IllegalArgumentException("size must be 1 or more, was " + size);
    }
    return size;
  }
}
