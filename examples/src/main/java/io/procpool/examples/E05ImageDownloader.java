package io.procpool.examples;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import io.procpool.SerialPool;
import io.procpool.task.TaskFunction;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/**
 * Downloads forty images, one after another and then with eight processes. Text 000, {@code
 * simple.py} and {@code procs.py}.
 *
 * <p>Compare the two times: each image takes a tenth of a second to come, and a process that waits
 * for one keeps no other from waiting for the next. The time of the pool includes its start. The
 * gallery is on this machine, so that the program needs no network and no client ID.
 *
 * <p>{@code partial(download_link, download_dir)} is a lambda that captures the folder. What a
 * lambda captures is sent to each worker once, and not with each link.
 */
public final class E05ImageDownloader {

  private static final int IMAGES = 40;

  private E05ImageDownloader() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, byte[]> images = drawImages();
    double serial = download("one after another", SerialPool::create, 1, images);
    double pooled = download("eight processes", () -> ProcessPool.create(8), 8, images);
    Expect.that(pooled < serial, "the pool took longer than one process");
  }

  private static double download(
      String name, Supplier<Pool> kind, int processes, Map<String, byte[]> images)
      throws IOException {
    Path folder = Files.createTempDirectory("images");
    try (LocalWebsite gallery = openGallery(images)) {
      long start = System.nanoTime();
      downloadAll(folder, getLinks(gallery), kind);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("%s: took %.3f seconds%n", name, seconds);
      checkRequests(gallery, processes);
      checkFiles(folder, images);
      return seconds;
    } finally {
      delete(folder);
    }
  }

  private static void downloadAll(Path folder, List<String> links, Supplier<Pool> kind) {
    TaskFunction<String, Path> download = link -> downloadLink(folder, link);
    try (Pool pool = kind.get()) {
      pool.map(download, links);
    }
  }

  /** Runs in a worker. */
  private static Path downloadLink(Path folder, String link) throws IOException {
    Path file = folder.resolve(link.substring(link.lastIndexOf('/') + 1));
    try (InputStream image = URI.create(link).toURL().openStream()) {
      Files.copy(image, file); // refuses to replace a file
    }
    return file;
  }

  private static List<String> getLinks(LocalWebsite gallery) throws IOException {
    try (InputStream index = URI.create(gallery.url("/index")).toURL().openStream()) {
      String paths = new String(index.readAllBytes(), StandardCharsets.UTF_8);
      return paths.lines().map(gallery::url).toList();
    }
  }

  private static LocalWebsite openGallery(Map<String, byte[]> images) throws IOException {
    Map<String, byte[]> pages = new LinkedHashMap<>(images);
    pages.put("/index", String.join("\n", images.keySet()).getBytes(StandardCharsets.UTF_8));
    return new LocalWebsite(Duration.ofMillis(100), pages);
  }

  private static Map<String, byte[]> drawImages() throws IOException {
    Map<String, byte[]> images = new LinkedHashMap<>();
    for (int i = 0; i < IMAGES; i++) {
      images.put("/" + i + ".png", drawImage(Color.getHSBColor((float) i / IMAGES, 1, 1)));
    }
    return images;
  }

  private static byte[] drawImage(Color colour) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      image.setRGB(i, i, colour.getRGB());
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(image, "png", file);
    return file.toByteArray();
  }

  private static void checkRequests(LocalWebsite gallery, int processes) {
    Map<String, Integer> requests = gallery.requests();
    Expect.equal(requests.size(), IMAGES + 1);
    Expect.that(
        requests.values().stream().allMatch(times -> times == 1),
        "downloaded more than once: " + requests);
    int most = gallery.mostAtATime();
    Expect.that(
        most <= processes && (most > 1 || processes == 1), most + " downloads at the same time");
  }

  private static void checkFiles(Path folder, Map<String, byte[]> images) throws IOException {
    for (Map.Entry<String, byte[]> image : images.entrySet()) {
      Path file = folder.resolve(image.getKey().substring(1));
      Expect.that(Arrays.equals(Files.readAllBytes(file), image.getValue()), file + " differs");
      Expect.equal(ImageIO.read(file.toFile()).getWidth(), 64);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
