package io.procpool.sharing.internal.memory;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * One process, for as long as it lives, as a word that others can read and compare: whoever gets
 * its id later is another one.
 *
 * <pre>
 *   | process id 32 | when it started 30 | free for marks 2 |     never 0
 * </pre>
 */
public final class Life {

  /** The bits that a word with a life in it may use for itself. */
  public static final long MARKS = 3;

  private static final int PID_SHIFT = 32;
  private static final int START_SHIFT = 2;
  private static final long START_MASK = (1L << 30) - 1;

  /** Behind the name in {@code /proc/PID/stat}, which is in parentheses and may hold any. */
  private static final int STATE_FIELD = 0;

  private static final int START_FIELD = 19;

  /** Much more than the first twenty-two numbers and a name take. */
  private static final int STAT_BYTES = 1024;

  private static final boolean HAS_PROC = new File("/proc/self/stat").exists();

  /** This process. */
  public static final long OWN = own();

  private Life() {}

  public static long pid(long life) {
    return life >>> PID_SHIFT;
  }

  /** When it started, in a unit of the system's: only to be compared. */
  static long start(long life) {
    return life >>> START_SHIFT & START_MASK;
  }

  /** The life, without what else is in the word. */
  public static long in(long word) {
    return word & ~MARKS;
  }

  /**
   * Whether a process has ended. One that has, and that its parent has not asked about, has. If it
   * cannot be found out, it has not: who takes from the living does more harm than who waits.
   */
  public static boolean isOver(long life) {
    if (in(life) == OWN) {
      return false;
    }
    long pid = pid(life);
    return HAS_PROC ? !isInProc(pid, start(life)) : !isHandled(pid, start(life));
  }

  private static long own() {
    long pid = ProcessHandle.current().pid();
    return of(pid, HAS_PROC ? startInProc(pid) : startOf(ProcessHandle.current()));
  }

  /**
   * @param start as {@link #start} gives it
   */
  static long of(long pid, long start) {
    return pid << PID_SHIFT | (start & START_MASK) << START_SHIFT;
  }

  private static boolean isInProc(long pid, long start) {
    try {
      String[] fields = stat(pid);
      boolean hasEnded = fields[STATE_FIELD].equals("Z") || fields[STATE_FIELD].equals("X");
      return !hasEnded && (Long.parseLong(fields[START_FIELD]) & START_MASK) == start;
    } catch (IOException e) {
      return new File("/proc/" + pid).exists(); // else there is no descriptor left to ask with
    }
  }

  private static long startInProc(long pid) {
    try {
      return Long.parseLong(stat(pid)[START_FIELD]);
    } catch (IOException e) {
      throw new IllegalStateException("/proc has no word of this process", e);
    }
  }

  /** By a stream, which an interrupt of this thread does not close. */
  private static String[] stat(long pid) throws IOException {
    try (InputStream in = new FileInputStream("/proc/" + pid + "/stat")) {
      String line = new String(in.readNBytes(STAT_BYTES), StandardCharsets.ISO_8859_1);
      int name = line.lastIndexOf(')');
      if (name < 0) {
        throw new IOException("it has just ended");
      }
      return line.substring(name + 2).split(" ");
    }
  }

  private static boolean isHandled(long pid, long start) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.isPresent()
        && process.get().isAlive()
        && (startOf(process.get()) & START_MASK) == start;
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
  }
}
