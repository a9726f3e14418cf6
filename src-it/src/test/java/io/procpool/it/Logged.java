package io.procpool.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged as long as this is open, and nobody else hears of it. */
public final class Logged extends Handler implements AutoCloseable {

  /** Strong, for the JDK forgets a logger that nobody holds. */
  private final Logger logger;

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final boolean usedParents;

  private Logged(String name) {
    logger = Logger.getLogger(name);
    usedParents = logger.getUseParentHandlers();
  }

  /** Listens to the library from now on. */
  public static Logged listen() {
    return listen("io.procpool");
  }

  /** Listens from now on to a logger, and to those below it. */
  public static Logged listen(String name) {
    Logged logged = new Logged(name);
    logged.logger.setUseParentHandlers(false);
    logged.logger.addHandler(logged);
    return logged;
  }

  public List<LogRecord> records() {
    return records;
  }

  public List<String> messages() {
    return records.stream().map(LogRecord::getMessage).toList();
  }

  @Override
  public void publish(LogRecord logRecord) {
    records.add(logRecord);
  }

  @Override
  public void flush() {
    // nothing waits
  }

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(usedParents);
  }
}
