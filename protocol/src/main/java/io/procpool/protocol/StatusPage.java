package io.procpool.protocol;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What a worker is doing, told without a message: the beginning of a file that the worker maps and
 * the pool holds open. It can be read at any time, and is still there when the worker is not.
 *
 * <p>A first mapping costs a cold JVM 10 to 40 ms, so it is made, on a thread of its own, when some
 * tasks have started. Until then each start is a system call, and nothing is kept in the journal.
 *
 * <pre>
 *   |  0 | 8 bytes of comment
 *   |  8 | what started last: chunk id 44 bits, task counted in the chunk 20 bits
 *   | 16 | since when, by the worker's {@code System.nanoTime()}
 *   | 24 | used heap of late, in bytes
 *   | 32 | length of the journal
 *   | 64 | journal: outcomes that may not have been sent
 *
 *   journal: ( 0xFF 1 | chunk id 8 | first task 4 ), then its outcomes ( kind 1 | length 1 or 4 | value or failure ... )
 * </pre>
 *
 * <p>The file is the one that the worker is started by, so that there is one to remove, and the
 * worker removes it once it has opened it. Each word is written in one store, and behind what it
 * speaks for, so that a worker may be killed between any two of them.
 */
public final class StatusPage {

  /** The size of the part of the file that is mapped, in bytes. */
  static final int LENGTH = 64 * 1024;

  /** What a part of a file holds that is a comment to whoever else reads it. */
  private static final byte[] COMMENT = {'#', ' ', ' ', ' ', ' ', ' ', ' ', ' '};

  /** In place of the time since when a task runs: it does not. */
  public static final long ENDED = Long.MIN_VALUE;

  private static final int STARTED_AT = 8;
  private static final int SINCE_AT = 16;
  private static final int HEAP_AT = 24;
  private static final int JOURNAL_LENGTH_AT = 32;
  private static final int JOURNAL_AT = 64;
  private static final int TASK_BITS = 20;

  /** Marks the chunk that the outcomes behind it are of: no kind of outcome has this code. */
  private static final byte CHUNK = (byte) 0xFF;

  private static final int CHUNK_LENGTH = 13;

  /** An outcome up to here is copied word by word. */
  private static final int SHORT = 64;

  /** What an outcome takes beside itself at most. */
  private static final int LONGEST_MARGIN = CHUNK_LENGTH + Long.BYTES;

  /** Eight spaces: the comment that is there before it is a page. */
  private static final long BLANK = 0x2020202020202020L;

  /** How many tasks start before the page is mapped. */
  static final int STARTS_BEFORE_MAPPING = 16;

  private static final int WORD = Long.BYTES;

  /**
   * Stays open: whoever saw no mapping may still be writing. {@code null} where there can be none:
   * then nothing is kept, and the pool must be told.
   */
  private final RandomAccessFile file;

  /** Has the page mapped. */
  private final Executor mapping;

  /** Volatile: {@code null} until the thread that maps it has; then for all that write. */
  private volatile MappedByteBuffer page;

  private int starts;
  private int journalLength;
  private long journalChunk;

  private StatusPage(RandomAccessFile file, Executor mapping) {
    this.file = file;
    this.mapping = mapping;
  }

  /**
   * The beginning of a file, which was made {@link #fileWith so}: no task has started.
   *
   * @param mapping runs what maps it, or never does
   */
  public static StatusPage open(String file, Executor mapping) throws IOException {
    StatusPage page = new StatusPage(new RandomAccessFile(file, "rw"), mapping);
    page.write(STARTED_AT, 0, ENDED, 0, 0);
    return page;
  }

  /**
   * A file that has room for it: its first line, a comment to whoever else reads the file, and what
   * follows. Copied in doubling pieces, for a cold JVM takes a loop over 64 KiB byte by byte.
   */
  public static byte[] fileWith(byte[] rest) {
    byte[] file = Arrays.copyOf(COMMENT, LENGTH + rest.length);
    int filled = COMMENT.length;
    while (filled < LENGTH) {
      int more = Math.min(filled - 1, LENGTH - filled);
      System.arraycopy(file, 1, file, filled, more);
      filled += more;
    }
    file[LENGTH - 1] = '\n';
    System.arraycopy(rest, 0, file, LENGTH, rest.length);
    return file;
  }

  /** Stands for a page where there is none. */
  public static StatusPage none() {
    return new StatusPage(null, null);
  }

  /** Whether outcomes can be kept. */
  public boolean isMapped() {
    return page != null;
  }

  /**
   * This task is about to be decoded and run.
   *
   * @param nanos the time by {@code System.nanoTime()}
   */
  public void start(long chunkId, int task, long nanos) {
    MappedByteBuffer mapped = page;
    if (mapped != null) {
      mapped.putLong(SINCE_AT, nanos);
      mapped.putLong(STARTED_AT, chunkId << TASK_BITS | task);
    } else if (file != null) {
      write(STARTED_AT, chunkId << TASK_BITS | task, nanos);
      if (++starts == STARTS_BEFORE_MAPPING) {
        mapping.execute(new Mapping());
      }
    }
  }

  /** The task that started last has ended; its outcome is being sent. */
  public void end() {
    put(SINCE_AT, ENDED);
  }

  /** How much of its heap the worker uses. */
  public void setUsedHeap(long bytes) {
    put(HEAP_AT, bytes);
  }

  /**
   * Keeps an outcome until {@link #clearJournal()}.
   *
   * @param outcomes holds it between two positions, as a DONE frame will
   * @return false if there is no room for it, or no page yet
   */
  public boolean keep(long chunkId, int task, ByteBuffer outcomes, int from, int to) {
    MappedByteBuffer mapped = page;
    int length = to - from;
    if (mapped == null || length > LENGTH - LONGEST_MARGIN - JOURNAL_AT - journalLength) {
      return false;
    }
    int at = JOURNAL_AT + journalLength;
    if (journalLength == 0 || journalChunk != chunkId) {
      mapped.put(at, CHUNK);
      mapped.putLong(at + 1, chunkId);
      mapped.putInt(at + 9, task);
      at += CHUNK_LENGTH;
      journalChunk = chunkId;
    }
    copy(outcomes, from, mapped, at, length);
    journalLength = at + length - JOURNAL_AT;
    mapped.putLong(JOURNAL_LENGTH_AT, journalLength);
    return true;
  }

  /**
   * A short one in whole words, which is faster, if there is a whole one: what follows is not yet
   * the journal's.
   */
  private static void copy(
      ByteBuffer outcomes, int from, MappedByteBuffer page, int at, int length) {
    if (length > SHORT || from + length + Long.BYTES > outcomes.limit()) {
      page.put(at, outcomes, from, length);
      return;
    }
    for (int copied = 0; copied < length; copied += Long.BYTES) {
      page.putLong(at + copied, outcomes.getLong(from + copied));
    }
  }

  /** All that was kept has been sent. */
  public void clearJournal() {
    if (journalLength > 0) {
      journalLength = 0;
      page.putLong(JOURNAL_LENGTH_AT, 0);
    }
  }

  private void put(int at, long word) {
    MappedByteBuffer mapped = page;
    if (mapped != null) {
      mapped.putLong(at, word);
    } else if (file != null) {
      write(at, word);
    }
  }

  /** The lock keeps threads from writing at each other's places. */
  private synchronized void write(int at, long... words) {
    byte[] bytes = new byte[words.length * WORD];
    for (int i = 0; i < words.length; i++) {
      BigEndian.putLong(bytes, i * WORD, words[i]);
    }
    try {
      file.seek(at);
      file.write(bytes);
    } catch (IOException e) {
      return; // no room was needed for it; if it cannot be all the same, the pool knows less
    }
  }

  /**
   * What a page says, by the file that the pool has open. It reads rather than maps: a first
   * mapping costs a cold JVM up to 25 ms. While the worker runs, the task and its time may be of
   * two tasks that followed each other.
   */
  public static Status read(RandomAccessFile file) throws IOException {
    PayloadReader page = read(file, STARTED_AT, JOURNAL_LENGTH_AT - STARTED_AT);
    long started = page.readLong();
    if (started == BLANK) {
      return Status.NONE; // the worker has not mapped the file yet
    }
    int task = (int) (started & (1 << TASK_BITS) - 1);
    return new Status(started >>> TASK_BITS, task, page.readLong(), page.readLong());
  }

  /** The outcomes in the journal of a worker that has ended. Some of them may have been sent. */
  public static List<Kept> readJournal(RandomAccessFile file) throws IOException {
    long length = read(file, JOURNAL_LENGTH_AT, Long.BYTES).readLong();
    List<Kept> outcomes = new ArrayList<>();
    if (length == BLANK || length == 0) {
      return outcomes;
    }
    PayloadReader journal = read(file, JOURNAL_AT, (int) length);
    long chunkId = 0;
    int task = 0;
    while (journal.remaining() > 0) {
      byte kind = journal.readByte();
      if (kind == CHUNK) {
        chunkId = journal.readLong();
        task = journal.readInt();
      } else {
        byte[] outcome = journal.readBytes(journal.readLength());
        outcomes.add(new Kept(task, DonePayload.ofOne(chunkId, task, kind, outcome)));
        task++;
      }
    }
    return outcomes;
  }

  private static PayloadReader read(RandomAccessFile file, int at, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(at);
    file.readFully(bytes);
    return new PayloadReader(bytes);
  }

  private final class Mapping implements Runnable {

    @Override
    public void run() {
      try {
        page = file.getChannel().map(MapMode.READ_WRITE, 0, LENGTH);
      } catch (IOException e) {
        return; // it is written, as before
      }
    }
  }

  /**
   * What a worker is doing.
   *
   * @param chunkId of the task that it started last; 0 if it has started none
   * @param task counted in the chunk
   * @param sinceNanos when it started it, by the worker's {@code System.nanoTime()}; {@link #ENDED}
   *     if it has ended
   * @param usedHeap in bytes, of late; 0 if it is not known
   */
  public record Status(long chunkId, int task, long sinceNanos, long usedHeap) {

    /** Of a worker that has started no task. */
    public static final Status NONE = new Status(0, 0, 0, 0);
  }

  /**
   * An outcome of a journal.
   *
   * @param task counted in the chunk
   * @param done the frame that would have told it
   */
  public record Kept(int task, Frame done) {}
}
