package io.procpool.examples.mandelbrot;

/** The colour of an escape time, from a ring of blue, white, orange and black. */
final class Palette {

  private static final int INSIDE = 0x000000;

  /** Equally far apart on the ring. */
  private static final int[] STOPS = {0x000764, 0x206BCB, 0xEDFFFF, 0xFFAA00, 0x6A1B00, 0x000230};

  /** By the logarithm: close to the set, where the times shoot up, the colours still keep apart. */
  private static final double TURNS_PER_LOGARITHM = 0.55;

  private Palette() {}

  static int colour(double escapeTime) {
    if (escapeTime == Mandelbrot.NEVER) {
      return INSIDE;
    }
    double position = StrictMath.log(1 + escapeTime) * TURNS_PER_LOGARITHM % 1 * STOPS.length;
    int stop = (int) position;
    return blend(STOPS[stop], STOPS[(stop + 1) % STOPS.length], position - stop);
  }

  private static int blend(int from, int to, double share) {
    return channel(from, to, share, 16) | channel(from, to, share, 8) | channel(from, to, share, 0);
  }

  private static int channel(int from, int to, double share, int shift) {
    int start = from >> shift & 0xFF;
    int end = to >> shift & 0xFF;
    return (int) StrictMath.rint(start + (end - start) * share) << shift;
  }
}
