package io.procpool.it.sharing;

import io.procpool.sharing.ChildProcess;
import java.util.concurrent.TimeUnit;

/** What child processes of the tests do. */
final class Deeds {

  private Deeds() {}

  static void nothing() {}

  static void sleep(int seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
  }

  static void fail(String message) {
    throw new IllegalStateException(message);
  }

  static void exit(int code) {
    System.exit(code);
  }

  static void halt(int code) {
    Runtime.getRuntime().halt(code);
  }

  static void print(String text) {
    System.out.println(text);
  }

  /** A class that nobody can load without starting a child that loads it. */
  static final class Bomb {

    static final ChildProcess CHILD = ChildProcess.of(Bomb::explode).start();

    private Bomb() {}

    static void explode() {
      print("it has exploded");
    }
  }
}
