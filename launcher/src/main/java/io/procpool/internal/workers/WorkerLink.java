package io.procpool.internal.workers;

import io.procpool.protocol.AnnexFolder;
import io.procpool.protocol.Frame;
import io.procpool.protocol.StatusPage.Status;
import java.util.List;
import java.util.Optional;

/** A worker that was started, from the pool's side: what can be done to it. */
public interface WorkerLink {

  /** Such as {@code procpool-1-worker-3}. */
  String name();

  /** It was a spare, and has the name of its place from now on. */
  void rename(String name);

  /**
   * Queues frames, or writes them if that certainly does not block; they are written in the order
   * of these calls. Behind the greeting only.
   *
   * @param isLinkEmpty whether the worker has read all that was sent before
   */
  void send(List<Frame> frames, boolean isLinkEmpty);

  /**
   * Ends its input behind the frames that were sent; the worker takes that for the end of the pool.
   */
  void endInput();

  /**
   * What it is doing, by its status page; empty where it has none. The task and its time may be of
   * two tasks that followed each other.
   */
  Optional<Status> status();

  /** Where it puts the large arrays of its results. */
  AnnexFolder annexes();

  /** It is gone, and what it has told is known: removes what nobody has been told of. */
  void discardAnnexes();

  /** What its process holds in memory, in bytes; 0 if that cannot be known. */
  long residentBytes();

  /** Ends it at once, whatever it is doing, now or as soon as it has started. */
  void kill();
}
