package io.procpool.sharing.internal.waiting;

/** Something that threads of several processes wait at. */
public interface MeetingPoint {

  /** Its creator has closed its block: wakes all who wait, to see that. */
  void close();

  /** This process will use it no more. To be called once. */
  void release();
}
