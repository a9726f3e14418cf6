package io.procpool.protocol;

/**
 * What a frame asks or tells, with its code on the wire and its direction.
 *
 * <p>What the frame's id and payload mean is said here; who lays the payload out is named in
 * brackets.
 */
public enum FrameType {
  /** Worker to pool, first and once: who the worker is. No id. [{@link Greeting}] */
  HELLO(1),
  /** Pool to worker: a function to keep. The id is the function's. [{@link FunctionPayload}] */
  FUNCTION(2),
  /** Pool to worker: run a chunk. The id is the chunk's. [{@link RunPayload}] */
  RUN(3),
  /**
   * Worker to pool: outcomes of some tasks of a chunk. The id is the chunk's. [{@link DonePayload}]
   */
  DONE(4),
  /**
   * Pool to worker: give back tasks of a chunk that have not started. The id is the chunk's.
   * [{@link RecallPayload}]
   */
  RECALL(5),
  /**
   * Worker to pool: which tasks it keeps; the rest is the pool's again. The id is the chunk's.
   * [{@link RecallPayload}]
   */
  RECALLED(6),
  /** Pool to worker: the function with this id will not be asked for again. Empty. */
  FORGET(7),
  /** Worker to pool: whole lines that a task printed to standard output, UTF-8. No id. */
  OUTPUT(8),
  /**
   * Pool to worker: finish what you have, then end with exit code 0. Worker to pool: it is
   * finished; when the pool then ends its input, it ends itself. A JVM would wait 300 ms for a
   * thread that still reads. Empty.
   */
  STOP(9),
  /**
   * Pool to worker: run this before any task. The id is its loader's number, the payload an encoded
   * task. [{@link LoaderNumber}]
   */
  INITIALIZE(10),
  /**
   * Worker to pool: the initializer has ended. No id. The payload is empty, or what it threw, as a
   * throwable's form.
   */
  INITIALIZED(11),
  /**
   * Pool to worker: interrupt a task that runs. The id is the chunk's. [{@link InterruptPayload}]
   */
  INTERRUPT(12),
  /**
   * Worker to pool: that was done, and here is where the task was. The id is the chunk's. [{@link
   * InterruptPayload}]
   */
  INTERRUPTED(13),
  /** Worker to pool: it should be replaced, for its heap has been full. Empty. */
  RETIRE(14),
  /**
   * Worker to pool: its JVM is ending, which the pool has not asked for. No id. The payload is
   * empty, or where it was ended, as a throwable's form.
   */
  ENDING(15),
  /**
   * Pool to worker: run this when you end because you are told to. The id is its loader's number,
   * the payload an encoded task. [{@link LoaderNumber}]
   */
  EXIT_HOOK(16),
  /**
   * Worker to pool: what that gave. No id. The payload is one outcome: kind 1, value or failure.
   */
  EXIT_RESULT(17),
  /**
   * Worker to pool: a class or a resource is missing here. The id is the question's. [{@link
   * ClassQuestion}]
   */
  CLASS_WANTED(18),
  /** Pool to worker: here it is, or why not. The id is the question's. [{@link ClassAnswer}] */
  CLASS_ANSWER(19),
  /** Pool to worker: the loader with this number will not be used again. Empty. */
  FORGET_LOADER(20),
  /**
   * Pool to worker: a spare has a place in the pool from now on. The id is its slot, the payload
   * its name from now on, UTF-8. Before its first task.
   */
  PLACE(21),
  /** Worker to pool: something that was logged there, if the pool wants that. [{@link LogEntry}] */
  LOG(22);

  private static final FrameType[] BY_CODE = byCode();

  private final byte code;

  FrameType(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static FrameType of(byte code) throws MalformedFrameException {
    FrameType type = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    if (type == null) {
      throw new MalformedFrameException("unknown frame type " + (code & 0xff));
    }
    return type;
  }

  private static FrameType[] byCode() {
    FrameType[] types = new FrameType[values().length + 1];
    for (FrameType type : values()) {
      types[type.code] = type;
    }
    return types;
  }
}
