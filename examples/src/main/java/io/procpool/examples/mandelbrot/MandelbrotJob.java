package io.procpool.examples.mandelbrot;

import io.procpool.task.Job;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * A picture of the Mandelbrot set, with a task for each tile of it.
 *
 * <pre>
 *   java -jar procpool.jar --procs 8 mandelbrot.jar 1200 900 mandelbrot.png
 *
 *   parent JVM                             worker JVMs
 *   inputs: arguments -> tiles ----------> apply: tile -> rendered tile
 *   output: rendered tiles -> PNG &lt;------
 * </pre>
 *
 * <p>The tiles may come back in any order, and the picture is the same on every machine: nothing
 * but strict arithmetic decides a pixel.
 */
public final class MandelbrotJob implements Job<Tile, RenderedTile> {

  private static final double CENTRE_REAL = -0.7;
  private static final double CENTRE_IMAGINARY = 0;

  /** The part of the plane that a picture shows at least, whatever its shape. */
  private static final double VIEW_WIDTH = 3.0;

  private static final double VIEW_HEIGHT = 2.5;

  private Picture picture;

  @Override
  public Stream<Tile> inputs(List<String> arguments, Stream<String> lines) {
    picture = Picture.from(arguments);
    return picture.tiles();
  }

  @Override
  public void init(List<String> arguments) {
    picture = Picture.from(arguments);
  }

  @Override
  public RenderedTile apply(Tile tile) {
    int[] pixels = new int[tile.width() * tile.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = colourAt(tile.left() + i % tile.width(), tile.top() + i / tile.width());
    }
    return new RenderedTile(tile, pixels);
  }

  /** A tile whose task failed stays black; the run's exit code then is not 0. */
  @Override
  public void output(Stream<RenderedTile> results, PrintStream out) throws IOException {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    results.forEach(rendered -> paint(rendered, image));
    try (OutputStream file = Files.newOutputStream(picture.file())) {
      ImageIO.write(image, "png", file);
    }
    out.println(picture.file());
  }

  private int colourAt(int x, int y) {
    double step = Math.max(VIEW_WIDTH / picture.width(), VIEW_HEIGHT / picture.height());
    double real = CENTRE_REAL + (x + 0.5 - picture.width() / 2.0) * step;
    double imaginary = CENTRE_IMAGINARY - (y + 0.5 - picture.height() / 2.0) * step;
    return Palette.colour(Mandelbrot.escapeTime(real, imaginary));
  }

  private static void paint(RenderedTile rendered, BufferedImage image) {
    Tile tile = rendered.tile();
    image.setRGB(
        tile.left(), tile.top(), tile.width(), tile.height(), rendered.pixels(), 0, tile.width());
  }
}
