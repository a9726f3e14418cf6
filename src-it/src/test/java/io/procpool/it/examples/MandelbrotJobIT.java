package io.procpool.it.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.procpool.examples.mandelbrot.MandelbrotJob;
import io.procpool.examples.mandelbrot.Tile;
import io.procpool.it.Artifacts;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MandelbrotJobIT {

  private static final String JOB_JAR = Artifacts.exampleJar("mandelbrot").toString();
  private static final int WIDTH = 300;
  private static final int HEIGHT = 250;

  @TempDir private Path folder;

  /** Sizes that leave narrower tiles at two edges, one that fits, one for a single tile. */
  @ParameterizedTest
  @ValueSource(ints = {64, 7, 50, 1000})
  void tilesMakeThePictureThatOneThreadMakes(int tileSize) throws IOException {
    BufferedImage picture = render(tileSize, "--procs", "4");

    assertThat(picture.getWidth()).isEqualTo(WIDTH);
    assertThat(picture.getHeight()).isEqualTo(HEIGHT);
    assertThat(pixelsOf(picture)).isEqualTo(renderedByOneThread());
  }

  @Test
  void theOrderOfTheTilesDoesNotMatter() throws IOException {
    BufferedImage picture = render(16, "--procs", "4", "--unordered");

    assertThat(pixelsOf(picture)).isEqualTo(renderedByOneThread());
  }

  @Test
  void pointsHaveTheColoursThatTheTextbookGivesThem() throws IOException {
    BufferedImage picture = render(64, "--procs", "2");

    assertColour(picture, 220, 125, Textbook.colour(0.005, -0.005)); // in the heart
    assertColour(picture, 120, 125, Textbook.colour(-0.995, -0.005)); // in the disc left of it
    assertColour(picture, 0, 0, Textbook.colour(-2.195, 1.245));
    assertColour(picture, 299, 249, Textbook.colour(0.795, -1.245));
    assertColour(picture, 150, 40, Textbook.colour(-0.695, 0.845));
    assertColour(picture, 260, 100, Textbook.colour(0.405, 0.245)); // close to the edge
  }

  @Test
  void badArgumentsAreAnsweredWithGoodOnes() {
    Run run = CommandLine.procpool(JOB_JAR, "300", "wide", "picture.png");

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.stderr()).contains("\"wide\" is no number", "WIDTH HEIGHT FILE.png [TILE-SIZE]");
    assertThat(run.stdout()).isEmpty();
  }

  private BufferedImage render(int tileSize, String... options) throws IOException {
    Path file = folder.resolve("mandelbrot.png");
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(JOB_JAR);
    arguments.addAll(jobArguments(file, tileSize));
    Run run = CommandLine.procpool(arguments, "");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout()).isEqualTo(file + System.lineSeparator());
    return ImageIO.read(file.toFile());
  }

  private static List<String> jobArguments(Path file, int tileSize) {
    return List.of("" + WIDTH, "" + HEIGHT, file.toString(), "" + tileSize);
  }

  private static int[] renderedByOneThread() {
    MandelbrotJob job = new MandelbrotJob();
    job.init(jobArguments(Path.of("unused.png"), 64));
    return job.apply(new Tile(0, 0, WIDTH, HEIGHT)).pixels();
  }

  private static int[] pixelsOf(BufferedImage picture) {
    int[] pixels = picture.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= 0xFFFFFF;
    }
    return pixels;
  }

  private static void assertColour(BufferedImage picture, int x, int y, Color expected) {
    Color colour = new Color(picture.getRGB(x, y));
    assertThat(colour.getRed()).isCloseTo(expected.getRed(), within(1));
    assertThat(colour.getGreen()).isCloseTo(expected.getGreen(), within(1));
    assertThat(colour.getBlue()).isCloseTo(expected.getBlue(), within(1));
  }

  /** The same picture from another hand: complex numbers as such, and the palette as colours. */
  private static final class Textbook {

    private static final List<Color> RING =
        List.of(
            new Color(0, 7, 100),
            new Color(32, 107, 203),
            new Color(237, 255, 255),
            new Color(255, 170, 0),
            new Color(106, 27, 0),
            new Color(0, 2, 48));

    private record Complex(double real, double imaginary) {

      Complex squared() {
        return new Complex(real * real - imaginary * imaginary, 2 * real * imaginary);
      }

      Complex plus(Complex other) {
        return new Complex(real + other.real, imaginary + other.imaginary);
      }

      double length() {
        return Math.hypot(real, imaginary);
      }
    }

    static Color colour(double real, double imaginary) {
      Complex c = new Complex(real, imaginary);
      Complex z = c;
      int steps = 1;
      while (z.length() <= 256 && steps < 1000) {
        z = z.squared().plus(c);
        steps++;
      }
      return steps == 1000 ? Color.BLACK : onRing(steps + 1 - log2(log2(z.length()) / 8));
    }

    private static Color onRing(double escapeTime) {
      double turns = 0.55 * Math.log1p(escapeTime);
      double place = 6 * (turns - Math.floor(turns));
      Color before = RING.get((int) place);
      Color behind = RING.get(((int) place + 1) % 6);
      double share = place - Math.floor(place);
      return new Color(
          mix(before.getRed(), behind.getRed(), share),
          mix(before.getGreen(), behind.getGreen(), share),
          mix(before.getBlue(), behind.getBlue(), share));
    }

    private static int mix(int before, int behind, double share) {
      return (int) Math.round(before * (1 - share) + behind * share);
    }

    private static double log2(double x) {
      return Math.log(x) / Math.log(2);
    }
  }
}
