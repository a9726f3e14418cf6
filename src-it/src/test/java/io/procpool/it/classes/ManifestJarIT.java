package io.procpool.it.classes;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class path of one jar that holds nothing but the names of the others, as Surefire makes it. */
class ManifestJarIT {

  @TempDir private Path folder;

  @Test
  void classesOfTheTestsAloneRunInWorkers() throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Name.CLASS_PATH, classPath());
    Path jar = folder.resolve("booter.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    String java = CommandLine.java().toString();

    Run run =
        CommandLine.run(List.of(java, "-cp", jar.toString(), Parent.class.getName()), "", folder);

    assertThat(run.stdout()).as(run.stderr()).contains("of the class path, asked 1");
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toUri().toString())
        .collect(Collectors.joining(" "));
  }

  /** A main program. */
  static final class Parent {

    private Parent() {}

    public static void main(String[] arguments) {
      try (ProcessPool pool = ProcessPool.create(1)) {
        System.out.println(pool.apply(() -> Edition.name()));
      }
    }
  }
}
