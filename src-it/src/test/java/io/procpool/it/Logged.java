package io.procpool.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library logs as long as this is open, and nobody else hears of it. */
public final class Logged extends Handler implements AutoCloseable {

  /** Strong, for the JDK forgets a logger that nobody holds. */
  private final Logger logger = Logger.getLogger("io.procpool");

  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final boolean usedParents = logger.getUseParentHandlers();

  private Logged() {}

  /** Listens from now on. */
  public static Logged listen() {
    Logged logged = new Logged();
    logged.logger.setUseParentHandlers(false);
    logged.logger.addHandler(logged);
    return logged;
  }

  public List<String> messages() {
    return messages;
  }

  @Override
  public void publish(LogRecord logRecord) {
    messages.add(logRecord.getMessage());
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
