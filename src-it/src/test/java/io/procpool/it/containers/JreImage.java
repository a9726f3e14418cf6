package io.procpool.it.containers;

import io.procpool.it.Artifacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.LazyFuture;

/**
 * What containers are started from: the image of a JRE, with the packaged jar and two jobs added.
 * Made once per run of the tests, and removed after it.
 */
enum JreImage {
  /** The JRE's image as it is. */
  WHOLE(""),
  /** Nothing that can be executed is left in it but the JRE. */
  WITHOUT_SHELL("RUN rm -rf /bin /sbin /usr/bin /usr/sbin");

  /** Names another image of a JRE than the public one for the Java that runs the tests. */
  private static final String VARIABLE = "PROCPOOL_JRE_IMAGE";

  /** Job jars, as they are named in the containers. */
  static final String PRIMES = "/procpool/primes.jar";

  static final String CHORES = "/procpool/chores.jar";

  private static final String DOCKERFILE =
      """
      FROM %s
      COPY procpool.jar primes.jar chores.jar /procpool/
      %s
      ENTRYPOINT ["java", "-jar", "/procpool/procpool.jar"]
      """;

  private final LazyFuture<String> built;

  JreImage(String lastStep) {
    built =
        new ImageFromDockerfile()
            .withFileFromString("Dockerfile", DOCKERFILE.formatted(jre(), lastStep))
            .withFileFromPath(
                "procpool.jar", Artifacts.procpoolJar(), Transferable.DEFAULT_FILE_MODE)
            .withFileFromPath(
                "primes.jar", Artifacts.exampleJar("primes"), Transferable.DEFAULT_FILE_MODE)
            .withFileFromTransferable("chores.jar", Transferable.of(choresJar()));
  }

  /** The name of the image, which is made for the first who asks for it. */
  LazyFuture<String> built() {
    return built;
  }

  private static String jre() {
    String publicImage = "eclipse-temurin:%d-jre".formatted(Runtime.version().feature());
    return System.getenv().getOrDefault(VARIABLE, publicImage);
  }

  private static byte[] choresJar() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Procpool-Job", Chores.class.getName());
    String classFile = Chores.class.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream content = Chores.class.getClassLoader().getResourceAsStream(classFile);
        JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      jar.putNextEntry(new JarEntry(classFile));
      content.transferTo(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
