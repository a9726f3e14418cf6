package io.procpool.worker;

import io.procpool.protocol.ChildPage;
import java.io.IOException;

/**
 * Notes that a child process ends because it has called {@code System.exit}: an exit code of 143
 * alone may as well be a signal's. A shutdown hook, so {@code Runtime.halt} is not noted.
 */
final class ExitNote implements Runnable {

  private final ChildPage page;

  private ExitNote(ChildPage page) {
    this.page = page;
  }

  static void willBeWritten(ChildPage page) {
    Runtime.getRuntime().addShutdownHook(new Thread(new ExitNote(page), "procpool-exit-note"));
  }

  @Override
  public void run() {
    try {
      if (LastWords.callerOfExit() != null) {
        page.callExit();
      }
    } catch (IOException e) {
      return; // its exit code says what it can
    }
  }
}
