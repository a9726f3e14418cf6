package io.procpool.sharing;

import io.procpool.sharing.internal.wires.End;

/**
 * Two connected ends, for two processes or threads.
 *
 * <pre>{@code
 * Pipe pipe = Pipe.create(true);
 * ChildProcess child = ChildProcess.of(Echo::run, pipe.second()).start(); // where that end is now
 * pipe.first().send("hello");
 * Object echo = pipe.first().receive();
 * }</pre>
 *
 * <p>As long as both ends are in one process, it is a queue in memory. For others it is a socket
 * that only this user's processes can find.
 *
 * @param first receives; and sends, if the pipe is duplex
 * @param second sends; and receives, if the pipe is duplex
 */
public record Pipe(Connection first, Connection second) {

  /**
   * Makes a pipe.
   *
   * @param duplex whether both ends send and receive; else the first only receives, and the second
   *     only sends
   * @return a new one
   */
  public static Pipe create(boolean duplex) {
    End[] ends = End.pair();
    return new Pipe(new PipeEnd(ends[0], true, duplex), new PipeEnd(ends[1], duplex, true));
  }
}
