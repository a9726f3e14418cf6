package io.procpool.it.sharing;

import io.procpool.sharing.ChildProcess;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The main class of parents that something is done to, or whose children print. */
final class FamilyProgram {

  private FamilyProgram() {}

  /**
   * @param args which of the programs below
   */
  public static void main(String[] args) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(null);
    switch (args[0]) {
      case "one-of-each" -> oneOfEach();
      case "exit-with-child" -> exitWithChild();
      case "long-lived" -> longLived();
      case "thrower" -> ChildProcess.of(Deeds::fail, "boom").name("thrower").start().join();
      case "printer" -> printer();
      case "bomb" -> bomb();
      case "tree" -> tree();
      case "matryoshka" -> matryoshka(0);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** S88, with the times in quarters. */
  private static void oneOfEach() throws Exception {
    ChildProcess daemon = ChildProcess.of(() -> sayAfter("daemon", 30_000)).daemon(true).start();
    ChildProcess ordinary = ChildProcess.of(() -> sayAfter("ordinary", 1_000)).start();
    System.out.println("daemon " + daemon.pid());
    System.out.println("pids " + daemon.pid() + " " + ordinary.pid());
    System.out.println("main ends");
  }

  private static void exitWithChild() {
    ChildProcess.of(() -> sayAfter("ordinary", 500)).start();
    System.out.println("main exits");
    System.exit(3);
  }

  private static void longLived() throws Exception {
    ChildProcess first = ChildProcess.of(FamilyProgram::parentOfOne).name("first").start();
    ChildProcess second = ChildProcess.of(Deeds::sleep, 60).daemon(true).start();
    System.out.println("pids " + first.pid() + " " + second.pid());
    first.join();
  }

  private static void parentOfOne() throws Exception {
    ChildProcess child = ChildProcess.of(FamilyProgram::busy).start();
    System.out.println("grandchild " + child.pid());
    Runtime.getRuntime().addShutdownHook(new Thread(FamilyProgram::hang));
    child.join();
  }

  private static void busy() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static void hang() {
    try {
      TimeUnit.SECONDS.sleep(60);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void printer() throws Exception {
    for (String name : List.of("bob", "jerry")) {
      System.out.println("before " + name);
      ChildProcess.of(Deeds::print, "hello " + name).start().join();
    }
    ChildProcess.of(() -> System.out.println("read " + System.in.read())).start().join();
    System.out.println("after");
  }

  private static void bomb() throws Exception {
    ChildProcess child = ChildProcess.of(() -> Deeds.Bomb.explode()).start();
    child.join();
    System.out.println("exit code " + child.exitCode().getAsInt());
  }

  private static void tree() throws Exception {
    ChildProcess child = ChildProcess.of(FamilyProgram::branch).name("Zweig \u00e4 \u4e16").start();
    System.out.println("main " + ChildProcess.current().name() + " " + ChildProcess.parent());
    child.join();
  }

  private static void branch() throws Exception {
    System.out.println("branch " + describe());
    ChildProcess.of(() -> System.out.println("leaf " + describe())).start().join();
  }

  private static String describe() {
    String parent = ChildProcess.parent().orElseThrow().name();
    return ChildProcess.current().name() + " of " + parent;
  }

  private static void matryoshka(int depth) throws Exception {
    System.out.println("depth " + depth);
    ChildProcess child = ChildProcess.of(FamilyProgram::matryoshka, depth + 1).start();
    child.join();
    System.out.println("code " + child.exitCode().getAsInt());
  }

  private static void sayAfter(String what, int millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
    System.out.println(what + " is done");
  }
}
