package io.procpool.examples.mandelbrot;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The picture that the command line asked for. Checked here, once. */
record Picture(int width, int height, Path file, int tileSize) {

  private static final int LONGEST_SIDE = 16384;
  private static final String DEFAULT_TILE_SIZE = "64";

  static Picture from(List<String> arguments) {
    if (arguments.size() < 3 || arguments.size() > 4) {
      throw refusal("There are " + arguments.size() + " arguments");
    }
    return new Picture(
        side(arguments.get(0)),
        side(arguments.get(1)),
        file(arguments.get(2)),
        side(arguments.size() == 4 ? arguments.get(3) : DEFAULT_TILE_SIZE));
  }

  /** Row by row from the top left; those at the right and the lower edge may be smaller. */
  Stream<Tile> tiles() {
    return steps(height).flatMap(top -> steps(width).map(left -> tileAt(left, top)));
  }

  private Stream<Integer> steps(int length) {
    return IntStream.iterate(0, at -> at < length, at -> at + tileSize).boxed();
  }

  private Tile tileAt(int left, int top) {
    return new Tile(left, top, Math.min(tileSize, width - left), Math.min(tileSize, height - top));
  }

  private static int side(String text) {
    try {
      int pixels = Integer.parseInt(text);
      if (pixels >= 1 && pixels <= LONGEST_SIDE) {
        return pixels;
      }
    } catch (NumberFormatException e) {
      throw refusal("\"" + text + "\" is no number");
    }
    throw refusal(text + " is out of range");
  }

  private static Path file(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw refusal("\"" + text + "\" is no file name");
    }
  }

  private static IllegalArgumentException refusal(String reason) {
    return new IllegalArgumentException(
        reason
            + "; expected: WIDTH HEIGHT FILE.png [TILE-SIZE], all sizes in pixels from 1 to "
            + LONGEST_SIDE
            + ", such as: 1200 900 mandelbrot.png");
  }
}
