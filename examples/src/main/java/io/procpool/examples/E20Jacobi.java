package io.procpool.examples;

import io.procpool.sharing.ChildProcess;
import io.procpool.sharing.SharedBarrier;
import io.procpool.sharing.SharedDoubleArray;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The heat in a plate, one edge of which is hot, by Jacobi's iteration in four processes: each has
 * some rows of one shared grid, and needs the rows above and below, which are others'.
 *
 * <p>A step reads one of two grids and writes the other; a barrier parts it from the next. All
 * processes look at how much each part has changed, and so stop at the same step. One process alone
 * comes to the same numbers, to the last bit.
 */
public final class E20Jacobi {

  private static final int SIZE = 66;
  private static final int MIDDLE = SIZE / 2 * SIZE + SIZE / 2;
  private static final int PARTS = 4;
  private static final double ENOUGH = 0.0001;

  private E20Jacobi() {}

  /**
   * All that the processes share. Changes are those of each part, in even steps and in odd ones.
   */
  private record Work(
      SharedDoubleArray even, SharedDoubleArray odd, SharedDoubleArray changes, SharedBarrier step)
      implements AutoCloseable {

    static Work of(double[] plate, int parts) {
      return new Work(
          SharedDoubleArray.of(plate),
          SharedDoubleArray.of(plate),
          SharedDoubleArray.create(2 * parts),
          SharedBarrier.create(parts));
    }

    @Override
    public void close() {
      even.close();
      odd.close();
      changes.close();
      step.close();
    }
  }

  public static void main(String[] arguments) throws Exception {
    double[] plate = new double[SIZE * SIZE];
    Arrays.fill(plate, 0, SIZE, 100.0);
    try (Work together = Work.of(plate, PARTS);
        Work alone = Work.of(plate, 1)) {
      List<ChildProcess> children =
          IntStream.range(0, PARTS)
              .mapToObj(part -> ChildProcess.of(E20Jacobi::relax, together, part).start())
              .toList();
      for (ChildProcess child : children) {
        child.join();
        Expect.equal(child.exitCode().getAsInt(), 0);
      }
      relax(alone, 0);
      double[] heat = together.even.toArray();
      System.out.printf("in the middle: %.1f degrees%n", heat[MIDDLE]);
      Expect.that(Math.abs(heat[MIDDLE] - 25) < 1, "a quarter of the edges is hot");
      Expect.that(Arrays.equals(heat, alone.even.toArray()), "not what one process comes to");
    }
  }

  private static void relax(Work work, int part) throws Exception {
    int parts = work.step.getParties();
    int rows = (SIZE - 2) / parts;
    DoubleBuffer from = work.even.buffer();
    DoubleBuffer to = work.odd.buffer();
    int changes = 0;
    double most;
    do {
      double change = sweep(from, to, 1 + part * rows, 1 + part * rows + rows);
      work.changes.set(changes + part, change);
      work.step.await(1, TimeUnit.MINUTES);
      most =
          IntStream.range(changes, changes + parts).mapToDouble(work.changes::get).max().orElse(0);
      DoubleBuffer read = from;
      from = to;
      to = read;
      changes = parts - changes; // those just read are not written before the next barrier
    } while (most > ENOUGH);
  }

  /** Makes each point the mean of its four neighbours, and says how much one changed at most. */
  private static double sweep(DoubleBuffer from, DoubleBuffer to, int firstRow, int endRow) {
    double most = 0;
    for (int row = firstRow; row < endRow; row++) {
      for (int at = row * SIZE + 1; at < row * SIZE + SIZE - 1; at++) {
        double heat =
            (from.get(at - SIZE) + from.get(at + SIZE) + from.get(at - 1) + from.get(at + 1)) / 4;
        most = Math.max(most, Math.abs(heat - from.get(at)));
        to.put(at, heat);
      }
    }
    return most;
  }
}
