package io.procpool.examples;

import io.procpool.sharing.ChildProcess;
import java.util.List;

/**
 * Two functions, each in a process of its own. Text 003, "A simple example of doing it".
 *
 * <p>A child runs its target and nothing else of this program: there is no {@code if __name__ ==
 * "__main__"} to forget. What it prints comes out here, in the order in which the two come to it.
 */
public final class E12Greetings {

  private E12Greetings() {}

  public static void main(String[] arguments) throws InterruptedException {
    ChildProcess bob = ChildProcess.of(E12Greetings::greet, "bob").start();
    ChildProcess jerry = ChildProcess.of(E12Greetings::welcome, "jerry").start();
    for (ChildProcess child : List.of(bob, jerry)) {
      child.join();
      Expect.equal(child.exitCode().getAsInt(), 0);
    }
  }

  private static void greet(String name) {
    System.out.println("hello " + name);
  }

  private static void welcome(String name) {
    System.out.println("hello " + name);
  }
}
