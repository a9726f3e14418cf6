package io.procpool.internal.workers;

import io.procpool.codec.ThrowableForm;
import io.procpool.protocol.Frame;
import io.procpool.protocol.LogEntry;
import io.procpool.protocol.PayloadReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What a worker has logged, logged by the logger of the same name of this JVM. */
final class RelayedLog {

  private final String workerName;

  RelayedLog(String workerName) {
    this.workerName = workerName;
  }

  /** On the worker's reader: what a task has logged is there before its result. */
  void log(Frame frame) {
    PayloadReader payload = new PayloadReader(frame.payload(), 0, frame.length());
    LogEntry entry = LogEntry.of(payload);
    Level level = level(entry.level());
    Throwable thrown = payload.readByte() == 0 ? null : ThrowableForm.decodeText(payload);
    try {
      Logger logger = System.getLogger(entry.logger());
      if (logger.isLoggable(level)) {
        logger.log(level, tagged(entry), thrown);
      }
    } catch (RuntimeException | Error e) {
      return; // what the user's handlers throw is no fault of the worker's, whose link this is
    }
  }

  private String tagged(LogEntry entry) {
    String task = entry.task() == LogEntry.NO_TASK ? "" : " task " + entry.task();
    return "[" + workerName + task + "] " + entry.message();
  }

  /** The highest that is no higher. */
  private static Level level(int severity) {
    Level level = Level.TRACE;
    for (Level each : Level.values()) {
      if (each != Level.OFF && each.getSeverity() <= severity) {
        level = each == Level.ALL ? level : each;
      }
    }
    return level;
  }
}
