package io.procpool.examples;

import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.SharedDouble;
import io.procpool.sharing.SharedIntArray;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A number and an array in memory that two processes share. Text 003, "Shared State".
 *
 * <p>Nothing of them is copied to the child, nor back: what it sets is set here. Each access is
 * atomic; two together are not, and want a lock.
 */
public final class E16ValueAndArray {

  private E16ValueAndArray() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (SharedDouble number = SharedDouble.create(0);
        SharedIntArray array = SharedIntArray.of(IntStream.range(0, 10).toArray())) {
      ChildProcess child = ChildProcess.of(E16ValueAndArray::change, number, array).start();
      child.join();
      System.out.println(number.get());
      System.out.println(Arrays.toString(array.toArray()));
      Expect.equal(number.get(), 3.1415927);
      Expect.equal(array.get(9), -9);
    }
  }

  private static void change(SharedDouble number, SharedIntArray array) {
    number.set(3.1415927);
    for (int i = 0; i < array.length(); i++) {
      array.set(i, -array.get(i));
    }
  }
}
