package io.procpool.sharing.internal.waiting;

import io.procpool.sharing.internal.memory.Life;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The bells of this process in one folder, as many as threads have waited there at once; gone with
 * the last object of that folder that is used here. Its lock is between those threads.
 */
final class Bells {

  /** Guarded by this class: objects are made and closed on any thread. */
  private static final Map<Path, Bells> ALL = new HashMap<>();

  private final Path folder;
  private final Deque<Bell> idle = new ArrayDeque<>();
  private int users;
  private int lastNumber;

  private Bells(Path folder) {
    this.folder = folder;
  }

  /** For one more user, who is to {@link #release} them. */
  static Bells of(Path folder) {
    synchronized (ALL) {
      Bells bells = ALL.computeIfAbsent(folder, Bells::new);
      bells.users++;
      return bells;
    }
  }

  void release() {
    synchronized (ALL) {
      if (--users == 0) {
        ALL.remove(folder);
        closeIdle();
      }
    }
  }

  /**
   * One for this thread alone, to be given back.
   *
   * @return {@code null} if there can be none
   */
  Bell take() {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
      try {
        Bell bell = null;
        while (bell == null) {
          bell = Bell.hang(folder, Life.pid(Life.OWN), ++lastNumber);
        }
        return bell;
      } catch (IOException e) {
        return null; // no descriptors, a path that is too long, or a folder that is gone
      }
    }
  }

  void giveBack(Bell bell) {
    synchronized (idle) {
      idle.push(bell);
    }
    synchronized (ALL) {
      if (users == 0) {
        closeIdle();
      }
    }
  }

  /** Rings one of any process, and says whether that can be there. */
  boolean ring(long pid, int number) {
    return Bell.ring(folder, pid, number);
  }

  private void closeIdle() {
    synchronized (idle) {
      idle.forEach(Bell::close);
      idle.clear();
    }
  }
}
