package io.procpool.it.classes;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.it.classes.Application.ChildFirst;
import io.procpool.task.TaskFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resources of a job's loader, in its tasks. */
class ResourcesIT {

  private static final String READER =
      """
      package com.acme;

      import io.procpool.task.TaskFunction;
      import java.io.InputStream;
      import java.net.URL;
      import java.util.ArrayList;
      import java.util.Collections;
      import java.util.List;
      import java.util.ResourceBundle;
      import java.util.ServiceLoader;
      import java.util.function.Supplier;

      public class Reader {
        public static class One implements Supplier<String> { public String get() { return "one"; } }
        public static class Two implements Supplier<String> { public String get() { return "two"; } }

        static String text(InputStream in) throws Exception {
          try (in) { return in == null ? "none" : new String(in.readAllBytes()); }
        }
        public static TaskFunction<String, String> stream() {
          return name -> text(Reader.class.getResourceAsStream(name));
        }
        public static TaskFunction<String, String> url() {
          return name -> {
            URL url = Reader.class.getResource(name);
            return url == null ? "none" : url.openConnection().getContentLengthLong() + " "
                + text(url.openStream()) + text(new URL(url, "other.txt").openStream());
          };
        }
        public static TaskFunction<String, List<String>> all() {
          return name -> {
            List<String> texts = new ArrayList<>();
            for (URL url : Collections.list(Thread.currentThread().getContextClassLoader().getResources(name))) {
              texts.add(text(url.openStream()));
            }
            return texts;
          };
        }
        @SuppressWarnings("rawtypes")
        public static TaskFunction<Integer, List<String>> services() {
          return number -> {
            List<String> found = new ArrayList<>();
            for (Supplier each : ServiceLoader.load(Supplier.class)) { found.add("" + each.get()); }
            return found;
          };
        }
        public static TaskFunction<String, String> bundle() {
          return key -> ResourceBundle.getBundle("com.acme.words").getString(key);
        }
      }
      """;

  private static final String SERVICE = "META-INF/services/java.util.function.Supplier";

  @TempDir private Path folder;

  @Test
  void resourcesAreFoundAndRead() throws Exception {
    try (ChildFirst loader = Application.deployed(reader());
        ProcessPool pool = ProcessPool.create(1)) {
      assertThat(pool.apply(Reading.<String>of(loader, "stream"), "text.txt")).isEqualTo("text");
      assertThat(pool.apply(Reading.<String>of(loader, "stream"), "/com/acme/text.txt"))
          .isEqualTo("text");
      assertThat(pool.apply(Reading.<String>of(loader, "stream"), "missing")).isEqualTo("none");
      assertThat(pool.apply(Reading.<String>of(loader, "stream"), "/")).isNotNull();
      assertThat(pool.apply(Reading.<String>of(loader, "url"), "text.txt"))
          .isEqualTo("4 textother");
      assertThat(pool.apply(Reading.<String>of(loader, "url"), "missing")).isEqualTo("none");
      assertThat(pool.apply(Reading.<String>of(loader, "bundle"), "hello")).isEqualTo("moin");
    }
  }

  @Test
  void allResourcesOfANameAndTheServicesInThem() throws Exception {
    try (ChildFirst loader = Application.deployed(reader());
        ProcessPool pool = ProcessPool.create(1)) {
      assertThat(pool.apply(Reading.<List<String>>of(loader, "all"), SERVICE))
          .containsExactly("com.acme.Reader$One\ncom.acme.Reader$Two\n");
      assertThat(pool.apply(Reading.<List<String>>of(loader, "all"), "missing")).isEmpty();
      TaskFunction<Integer, List<String>> services =
          Application.function(loader, "com.acme.Reader", "services");
      assertThat(pool.apply(services, 1)).containsExactly("one", "two");
    }
  }

  /** What makes them is read when they are opened, and each of them is itself. */
  @Test
  void severalOfOneNameAreKeptApart() throws Exception {
    Path more = Files.createDirectories(folder.resolve("more"));
    write(more, "com/acme/text.txt", "another text");
    try (ChildFirst both = Application.deployed(reader(), more);
        ProcessPool pool = ProcessPool.create(1)) {
      TaskFunction<String, List<String>> all = Reading.of(both, "all");

      assertThat(pool.apply(all, "com/acme/text.txt")).containsExactly("text", "another text");
    }
  }

  private Path reader() throws Exception {
    Path classes = Application.compiled(folder.resolve("reader"), READER);
    write(classes, "com/acme/text.txt", "text");
    write(classes, "com/acme/other.txt", "other");
    write(classes, "com/acme/words.properties", "hello=moin");
    write(classes, SERVICE, "com.acme.Reader$One\ncom.acme.Reader$Two\n");
    return classes;
  }

  private static void write(Path folder, String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** The functions of the class above. */
  private static final class Reading {

    static <R> TaskFunction<String, R> of(ClassLoader loader, String name) {
      return Application.function(loader, "com.acme.Reader", name);
    }
  }
}
