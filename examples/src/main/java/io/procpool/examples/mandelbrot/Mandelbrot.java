package io.procpool.examples.mandelbrot;

/** The Mandelbrot set: how fast z -> z * z + c leaves the plane's middle, for each c. */
final class Mandelbrot {

  /** What {@link #escapeTime} gives for a point that does not escape. */
  static final double NEVER = -1;

  private static final int MOST_ITERATIONS = 1000;

  /** Much more than the 2 that decides: the farther z is out, the smoother the fraction becomes. */
  private static final double ESCAPE_RADIUS_SQUARED = 1 << 16;

  private Mandelbrot() {}

  /** After how many iterations the point escapes, with a fraction, so that no bands are seen. */
  static double escapeTime(double real, double imaginary) {
    double x = 0;
    double y = 0;
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      double xSquared = x * x;
      double ySquared = y * y;
      if (xSquared + ySquared > ESCAPE_RADIUS_SQUARED) {
        return iteration + fraction(xSquared + ySquared);
      }
      y = 2 * x * y + imaginary;
      x = xSquared - ySquared + real;
    }
    return NEVER;
  }

  private static double fraction(double radiusSquared) {
    double overshoot = StrictMath.log(radiusSquared) / StrictMath.log(ESCAPE_RADIUS_SQUARED);
    return 1 - StrictMath.log(overshoot) / StrictMath.log(2);
  }
}
