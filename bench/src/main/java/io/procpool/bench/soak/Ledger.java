package io.procpool.bench.soak;

import io.procpool.task.TaskContext;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where tasks sign that they have begun and ended: one file, to which all workers append. What is
 * in it does not depend on anything that procpool says.
 *
 * <pre>
 *   | the task's number, twice, and 1 if it has ended 8 | pid 8 |
 * </pre>
 *
 * <p>One write is one entry, and its size divides that of a page, so that not even a worker which
 * is killed while it writes leaves half of one.
 */
final class Ledger {

  /** Not a channel, which an interrupted task would close. */
  private static FileOutputStream opened;

  private final Map<Long, List<Long>> begun = new TreeMap<>();
  private final Map<Long, List<Long>> ended = new TreeMap<>();

  private Ledger() {}

  /** In a worker: the task runs from now on. */
  static void begin(String file, long number) throws IOException {
    sign(file, 2 * number);
  }

  /** In a worker: the task has done what it does. */
  static void end(String file, long number) throws IOException {
    sign(file, 2 * number + 1);
  }

  static Ledger read(Path file) throws IOException {
    Ledger ledger = new Ledger();
    ByteBuffer entries = ByteBuffer.wrap(Files.readAllBytes(file));
    while (entries.remaining() >= 2 * Long.BYTES) {
      long signature = entries.getLong();
      Map<Long, List<Long>> entered = signature % 2 == 0 ? ledger.begun : ledger.ended;
      entered.computeIfAbsent(signature / 2, key -> new ArrayList<>()).add(entries.getLong());
    }
    return ledger;
  }

  /** The numbers of all tasks that have begun. */
  Iterable<Long> numbers() {
    return begun.keySet();
  }

  /** The processes in which a task has begun: one, or none. */
  List<Long> begunIn(long number) {
    return begun.getOrDefault(number, List.of());
  }

  boolean hasBegun(long number) {
    return begun.containsKey(number);
  }

  /** The processes in which a task has done what it does. */
  List<Long> endedIn(long number) {
    return ended.getOrDefault(number, List.of());
  }

  private static synchronized void sign(String file, long signature) throws IOException {
    if (opened == null) {
      opened = new FileOutputStream(file, true);
    }
    byte[] entry = new byte[2 * Long.BYTES];
    ByteBuffer.wrap(entry).putLong(signature).putLong(TaskContext.current().pid());
    opened.write(entry);
  }
}
