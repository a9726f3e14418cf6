package io.procpool;

import java.io.Serializable;

/**
 * How a worker ended that was not asked to.
 *
 * <pre>{@code
 * if (e.death().kind() == WorkerDeath.Kind.OUT_OF_MEMORY_KILLER) {
 *   log.warn(e.death().worker() + " was too large");
 * }
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param worker its name, such as {@code procpool-1-worker-3}
 * @param slot its place in the pool, from 0
 * @param pid of its process; 0 if it had not said so yet
 * @param kind what ended it, as far as that can be known
 * @param exitCode of its process; 128 and the signal's number if a signal ended it
 * @param signal its name, such as {@code SIGKILL}, if a signal ended it, else {@code null}
 * @param errorFile the JVM's report of a native crash; {@code null} if it has written none
 * @param stderr the end of what it wrote to its standard error, in lines
 */
public record WorkerDeath(
    String worker,
    int slot,
    long pid,
    Kind kind,
    int exitCode,
    String signal,
    String errorFile,
    String stderr)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What ended a worker. */
  public enum Kind {
    /** A task called {@code System.exit}; the exception's cause says where. */
    EXIT,
    /** A task, or native code, ended the process at once: {@code Runtime.halt}. */
    HALT,
    /** A signal, from outside or from the process itself. */
    SIGNAL,
    /** The kernel's out-of-memory killer, for the machine's or the container's limit. */
    OUT_OF_MEMORY_KILLER,
    /** The JVM, for its heap was full: a flag asked it to end then. */
    OUT_OF_HEAP,
    /** The JVM, for native code crashed in it. */
    NATIVE_CRASH,
    /** The pool, for the worker did what no worker does; the message says what. */
    FAULT
  }
}
