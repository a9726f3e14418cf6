package io.procpool.sharing.internal.memory;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that processes have mapped, as one of them sees it.
 *
 * <pre>
 *   |  0 | what it is 8
 *   |  8 | the life of its creator 8
 *   | 16 | length of the content 8
 *   | 24 | its creator has closed it 4 | a process that uses it cannot wait on its words 4
 *   | 64 | content ...
 * </pre>
 *
 * <p>It is written in full when it is made, for a store into a mapping of a full disk would end the
 * process. Nobody else knows it before it is whole, and what can change in its head changes once.
 * Safe for use by several threads.
 */
public final class Block {

  /** Where the content begins: a multiple of any word's length, and of a cache line's. */
  public static final int CONTENT_AT = 64;

  /** How long a content can be that is one buffer. */
  public static final int LONGEST_BUFFER = Integer.MAX_VALUE - CONTENT_AT;

  private static final long MAGIC = 0x70726f63_53480001L;
  private static final int MAGIC_AT = 0;
  private static final int CREATOR_AT = 8;
  private static final int LENGTH_AT = 16;
  private static final int CLOSED_AT = 24;
  private static final int BELLS_AT = 28;
  private static final int SLICE = 64 * 1024;

  /** Where this process has made it; {@code null} if another one has. */
  private final Place place;

  private final Path path;

  /** The file's beginning, and all of it if it is one buffer. */
  private final ByteBuffer bytes;

  private Block(Place place, Path path, ByteBuffer bytes) {
    this.place = place;
    this.path = path;
    this.bytes = bytes;
  }

  /** Makes one that is all zeros. */
  public static Block create(long length) throws IOException {
    return create("", length);
  }

  /**
   * Makes one that can be found by a name.
   *
   * @throws java.nio.file.FileAlreadyExistsException if a living process has one of that name
   */
  public static Block createNamed(String name, long length) throws IOException {
    Names.check(name);
    Block block = create(name, length);
    try {
      Path link = Names.give(name, block.place, block.path);
      block.place.putName(link, block.path);
      return new Block(block.place, link, block.bytes);
    } catch (IOException | RuntimeException e) {
      block.remove();
      throw e;
    }
  }

  /**
   * Finds one by its name.
   *
   * @throws NoSuchFileException if there is none, or its creator has ended
   */
  public static Block find(String name) throws IOException {
    Names.check(name);
    Block block = open(Names.find(name));
    if (block.isAbandoned()) {
      throw new NoSuchFileException(name);
    }
    return block;
  }

  /**
   * Maps one that another process has made.
   *
   * @throws NoSuchFileException if it is gone
   */
  public static Block open(Path path) throws IOException {
    long length = path.toFile().length();
    if (length < CONTENT_AT && !path.toFile().exists()) {
      throw new NoSuchFileException(path.toString());
    }
    Block block = length < CONTENT_AT ? null : new Block(null, path, map(path, 0, length));
    if (block == null || (long) Words.LONGS.getVolatile(block.bytes, MAGIC_AT) != MAGIC) {
      throw new IOException(path + " is nothing that procpool has made");
    }
    return block;
  }

  /** In the first place where there is room. */
  private static Block create(String name, long length) throws IOException {
    IOException why = new IOException("there is no place for " + length + " bytes");
    for (Place place : Place.ALL) {
      try {
        if (place.hasRoom(length + CONTENT_AT)) {
          return createIn(place, name, length);
        }
      } catch (IOException e) {
        why.addSuppressed(e);
      }
    }
    throw why;
  }

  private static Block createIn(Place place, String name, long length) throws IOException {
    Path path = place.newFile(name);
    try {
      fill(path, CONTENT_AT + length);
      Block block = new Block(place, path, map(path, 0, CONTENT_AT + length));
      Words.LONGS.set(block.bytes, CREATOR_AT, Life.OWN);
      Words.LONGS.set(block.bytes, LENGTH_AT, length);
      Words.LONGS.setVolatile(block.bytes, MAGIC_AT, MAGIC);
      return block;
    } catch (IOException | RuntimeException | Error e) {
      place.remove(path);
      throw e;
    }
  }

  /**
   * Whether it is of a process that this one can see: else its id would say nothing here. One with
   * a name is only found where it is.
   */
  public static boolean isInSight(Path path) {
    return Place.isInSight(path);
  }

  /** What other processes open it by. */
  public Path path() {
    return path;
  }

  /**
   * All of it, if it is one buffer: positions are those in the file. For access by {@link Words}.
   */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** The length of the content. */
  public long length() {
    return (long) Words.LONGS.get(bytes, LENGTH_AT);
  }

  /** The process that made it. */
  public long creator() {
    return (long) Words.LONGS.get(bytes, CREATOR_AT);
  }

  /** Whether this process has made it. */
  public boolean isOwn() {
    return place != null;
  }

  /** Whether its creator has closed it, or was found to have ended. */
  public boolean isClosed() {
    return (int) Words.INTS.getOpaque(bytes, CLOSED_AT) != 0;
  }

  /** For all processes, and for good. */
  public void close() {
    Words.INTS.setVolatile(bytes, CLOSED_AT, 1);
  }

  /** {@link #isClosed()}, with a look at its creator: if that has ended, it is closed. */
  public boolean isAbandoned() {
    if (!isClosed() && Life.isOver(creator())) {
      close();
    }
    return isClosed();
  }

  /** What is thrown where one that is closed is used. */
  public IllegalStateException gone() {
    long pid = Life.pid(creator());
    return new IllegalStateException(
        Life.isOver(creator())
            ? "Process " + pid + ", which made this, has ended: what it shared is gone."
            : "Process " + pid + ", which made this, has closed it.");
  }

  /** From now on nobody is to wait on its words alone: this process could wake nobody. */
  public void forbidWordWaits() {
    Words.INTS.setVolatile(bytes, BELLS_AT, 1);
  }

  public boolean allowsWordWaits() {
    return (int) Words.INTS.getVolatile(bytes, BELLS_AT) == 0;
  }

  /** A part of the content, in the order in which this machine has its bytes. */
  public ByteBuffer content(long from, int length) throws IOException {
    boolean isMapped = from + length <= bytes.capacity() - CONTENT_AT;
    return isMapped
        ? bytes.slice((int) from + CONTENT_AT, length).order(ByteOrder.nativeOrder())
        : map(path, CONTENT_AT + from, length).order(ByteOrder.nativeOrder());
  }

  /**
   * The content as a {@code MemorySegment}, by reflection: this is compiled for Java 17.
   *
   * @throws UnsupportedOperationException if this JVM has none
   */
  public Object segment() throws IOException {
    return length() <= bytes.capacity() - CONTENT_AT
        ? Segments.of(content(0, (int) length()))
        : Segments.map(path, CONTENT_AT, length());
  }

  /**
   * Removes its file, if this process has made it; whoever has mapped it still has it. May be
   * called again.
   */
  public void remove() {
    if (place != null) {
      place.remove(path);
    }
  }

  /** A stream, which an interrupt of this thread does not close. */
  static void fill(Path path, long length) throws IOException {
    byte[] zeros = new byte[(int) Math.min(SLICE, length)];
    try (OutputStream out = new FileOutputStream(path.toFile())) {
      for (long filled = 0; filled < length; filled += zeros.length) {
        out.write(zeros, 0, (int) Math.min(zeros.length, length - filled));
      }
    }
  }

  /** Up to what is one buffer. An interrupt that comes meanwhile closes the channel: once more. */
  static ByteBuffer map(Path path, long at, long length) throws IOException {
    boolean wasInterrupted = Thread.interrupted();
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      return file.getChannel().map(MapMode.READ_WRITE, at, Math.min(length, Integer.MAX_VALUE));
    } catch (ClosedByInterruptException e) {
      wasInterrupted = true;
      Thread.interrupted();
      return map(path, at, length);
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
