package io.procpool.sharing.manager;

import io.procpool.codec.CodecRules;
import io.procpool.sharing.Connection;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client's process, as the manager sees it. When it has ended, and no call of it is running any
 * more, it loses what it held. Guarded by itself.
 */
final class Visitor {

  private final ObjectTable objects;
  private final CodecRules rules;
  private final boolean isRemote;

  /** Threads by the number of the call that each carries out. */
  private final Map<Long, Thread> running = new HashMap<>();

  /** Calls that are to be interrupted; the word may be here before the call. */
  private final Set<Long> interrupted = new HashSet<>();

  private final Set<Connection> lines = new HashSet<>();
  private boolean hasEnded;

  /** Concurrent: changed under the locks of those that are held. */
  private final Set<Holding> held = ConcurrentHashMap.newKeySet();

  /**
   * @param isRemote whether it is perhaps not this user's
   */
  Visitor(ObjectTable objects, CodecRules rules, boolean isRemote) {
    this.objects = objects;
    this.rules = rules;
    this.isRemote = isRemote;
  }

  ObjectTable objects() {
    return objects;
  }

  CodecRules rules() {
    return rules;
  }

  boolean isRemote() {
    return isRemote;
  }

  void holds(Holding holding) {
    held.add(holding);
  }

  void holdsNoMore(Holding holding) {
    held.remove(holding);
  }

  /** A connection on which it calls, until the end of either. */
  void enter(Connection line) throws IOException {
    synchronized (this) {
      if (!hasEnded) {
        lines.add(line);
        return;
      }
    }
    line.close();
  }

  synchronized void leave(Connection line) {
    lines.remove(line);
  }

  /**
   * This thread carries out a call.
   *
   * @return whether it shall
   */
  synchronized boolean begin(long call) {
    if (hasEnded) {
      return false;
    }
    running.put(call, Thread.currentThread());
    if (interrupted.contains(call)) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  /** It has, and is not interrupted for it any more. */
  void end(long call) {
    boolean isLast;
    synchronized (this) {
      running.remove(call);
      Thread.interrupted();
      isLast = hasEnded && running.isEmpty();
    }
    if (isLast) {
      takeBack();
    }
  }

  synchronized void interrupt(long call) {
    interrupted.add(call);
    Thread thread = running.get(call);
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** The client knows how a call ended that it wanted to interrupt. */
  synchronized void settled(long call) {
    interrupted.remove(call);
  }

  /** Its process has ended, or is not connected any more. */
  void end() {
    boolean isLast;
    Set<Connection> open;
    synchronized (this) {
      hasEnded = true;
      running.values().forEach(Thread::interrupt);
      isLast = running.isEmpty();
      open = Set.copyOf(lines);
    }
    open.forEach(Talk::closeQuietly);
    if (isLast) {
      takeBack();
    }
  }

  private void takeBack() {
    held.forEach(holding -> holding.takeBackFrom(this));
    objects.dropAll(this);
  }
}
