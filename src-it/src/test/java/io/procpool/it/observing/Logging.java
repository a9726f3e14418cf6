package io.procpool.it.observing;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Tasks that log. */
final class Logging {

  static final String NAME = "io.procpool.it.job";

  private static final Logger LOGGER = Logger.getLogger(NAME);

  private Logging() {}

  static int log(int number) {
    LOGGER.log(Level.INFO, "task {0} of {1}", new Object[] {number, "many"});
    return number;
  }

  static int logAll(int number) {
    LOGGER.severe("severe");
    LOGGER.warning("warning");
    LOGGER.info("info");
    LOGGER.config("config");
    LOGGER.finer("finer");
    System.getLogger(NAME + ".system").log(System.Logger.Level.DEBUG, "debug");
    return number;
  }

  static int logThrown(int number) {
    LOGGER.log(Level.WARNING, "it went wrong", new Unknown("at first", new Hostile()));
    return number;
  }

  static int logAndHalt(int number) {
    LOGGER.info("goodbye");
    Runtime.getRuntime().halt(number);
    return number;
  }

  static int logMuch(int records) {
    String text = ".".repeat(1000);
    for (int i = 0; i < records; i++) {
      LOGGER.info(i + text);
    }
    return records;
  }

  static int logInAThread(int number) throws InterruptedException {
    Thread thread = new Thread(() -> LOGGER.info("beside the task"));
    thread.start();
    thread.join();
    return number;
  }

  static String logBySlf4j(int number) {
    LoggerFactory.getLogger(NAME).warn("by slf4j: {}", number);
    return MDC.get("procpool.worker") + " task " + MDC.get("procpool.task");
  }

  /** A throwable that the pool's JVM need not know. */
  private static final class Unknown extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unknown(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Throws when it is asked. */
  private static final class Hostile extends RuntimeException {

    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }
}
