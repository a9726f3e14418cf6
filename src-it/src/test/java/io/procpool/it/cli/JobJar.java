package io.procpool.it.cli;

import io.procpool.it.Artifacts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A job's jar as a user would build it, from sources in the test.
 *
 * <pre>{@code
 * Path jar = JobJar.of(source).withManifestJob("Upper").writeTo(folder.resolve("job.jar"));
 * }</pre>
 */
final class JobJar {

  private static final String SERVICES = "META-INF/services/io.procpool.task.Job";

  private final String[] sources;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private String manifestJob;

  private JobJar(String... sources) {
    this.sources = sources;
  }

  /**
   * @param sources each of one public type
   */
  static JobJar of(String... sources) {
    return new JobJar(sources);
  }

  /** With {@code Procpool-Job} in its manifest. */
  JobJar withManifestJob(String className) {
    manifestJob = className;
    return this;
  }

  /** With these jobs in {@code META-INF/services}. */
  JobJar withServices(String... classNames) {
    return withFile(SERVICES, String.join("\n", classNames).getBytes());
  }

  /** With a file, which wins over a compiled class of that name. */
  JobJar withFile(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  /** Compiles, and writes the jar. */
  Path writeTo(Path jar) {
    Path classes = jar.resolveSibling(jar.getFileName() + "-classes");
    Sources.compile(classes, List.of(Artifacts.procpoolJar()), sources);
    readAll(classes).forEach(files::putIfAbsent);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest())) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }

  private Manifest manifest() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (manifestJob != null) {
      manifest.getMainAttributes().putValue("Procpool-Job", manifestJob);
    }
    return manifest;
  }

  private static Map<String, byte[]> readAll(Path folder) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
        contents.put(folder.relativize(path).toString(), Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contents;
  }
}
