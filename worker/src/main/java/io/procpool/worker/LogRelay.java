package io.procpool.worker;

import io.procpool.codec.ThrowableForm;
import io.procpool.context.WorkerContext;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.LogEntry;
import io.procpool.protocol.PayloadWriter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Sends what the job logs to the pool, if it wants that: what goes to the root logger of {@code
 * java.util.logging}, which is where {@code System.Logger} and others end that are bound to it.
 *
 * <p>On the thread that logs, which waits as long as the pipe is full, as one that prints does: so
 * nothing is lost that was logged before its JVM dies.
 */
final class LogRelay extends Handler {

  private final Outbox outbox;
  private final WorkerContext context;
  private final Formatter formatter = new SimpleFormatter();

  private LogRelay(Outbox outbox, WorkerContext context) {
    this.outbox = outbox;
    this.context = context;
  }

  /**
   * In place of the console: what is published there need not be printed here.
   *
   * @param least the number of a level
   */
  static void install(Outbox outbox, WorkerContext context, String least) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      if (handler instanceof ConsoleHandler) {
        root.removeHandler(handler);
      }
    }
    root.addHandler(new LogRelay(outbox, context));
    root.setLevel(Level.parse(least));
  }

  @Override
  public void publish(LogRecord logged) {
    if (!isLoggable(logged)) {
      return;
    }
    String logger = logged.getLoggerName() == null ? "" : logged.getLoggerName();
    String message = String.valueOf(formatter.formatMessage(logged));
    PayloadWriter payload = new PayloadWriter(message.length() + 128);
    new LogEntry(logged.getLevel().intValue(), context.taskOfThisThread(), logger, message)
        .put(payload);
    payload.write(logged.getThrown() == null ? 0 : 1);
    if (logged.getThrown() != null) {
      ThrowableForm.encodeText(logged.getThrown(), payload);
    }
    outbox.tell(new Frame(FrameType.LOG, 0, payload.bytes(), payload.size()));
  }

  @Override
  public void flush() {
    // nothing waits
  }

  @Override
  public void close() {
    // the link is not its own
  }
}
