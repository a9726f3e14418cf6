package io.procpool.sharing.manager;

import java.util.ArrayList;
import java.util.List;

/**
 * For whom a thread of the manager is working: a thread of a client's. That is who holds locks. A
 * new one for each call, and equal to others of the same thread.
 */
final class Caller {

  private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

  private final Visitor visitor;
  private final long thread;

  /** Objects to which the answer to this call has references. */
  private final List<Entry> granted = new ArrayList<>(0);

  /**
   * @param thread its id in the client's process
   */
  Caller(Visitor visitor, long thread) {
    this.visitor = visitor;
    this.thread = thread;
  }

  static Caller current() {
    Caller caller = CURRENT.get();
    if (caller == null) {
      throw new IllegalStateException("This thread of the manager works for no client.");
    }
    return caller;
  }

  static void set(Caller caller) {
    CURRENT.set(caller);
  }

  static void clear() {
    CURRENT.remove();
  }

  Visitor visitor() {
    return visitor;
  }

  /** A reference goes out with the answer. */
  void grant(Entry entry) {
    visitor.objects().grant(visitor, entry);
    granted.add(entry);
  }

  /** The answer does not go out. */
  void revoke() {
    granted.forEach(entry -> visitor.objects().drop(visitor, entry.id()));
    granted.clear();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Caller caller && caller.visitor == visitor && caller.thread == thread;
  }

  @Override
  public int hashCode() {
    return 31 * visitor.hashCode() + Long.hashCode(thread);
  }
}
