package io.procpool.bench.sides;

import java.util.List;
import java.util.stream.IntStream;

/** A small value that the built-in codec does not carry: it takes Kryo. */
record Point(String name, long x, long y) {

  static Point at(int place) {
    return new Point("point", place, -place);
  }

  static List<Point> some(int number) {
    return IntStream.range(0, number).mapToObj(Point::at).toList();
  }

  Point mirrored() {
    return new Point(name, y, x);
  }
}
