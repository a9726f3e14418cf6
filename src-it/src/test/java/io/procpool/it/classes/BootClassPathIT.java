package io.procpool.it.classes;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.Artifacts;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which loader takes procpool's classes in a worker: the JVM's, if their jar holds no others. */
class BootClassPathIT {

  /** Its task has a pool of its own. */
  private static final String MAIN =
      """
      package com.acme;

      import io.procpool.ProcessPool;
      import io.procpool.task.TaskContext;

      public class Main {
        public static void main(String[] arguments) {
          try (ProcessPool pool = ProcessPool.builder().processes(1).maxDepth(2).build()) {
            System.out.println(pool.apply(Main::describe));
          }
        }

        static String describe() {
          try (ProcessPool pool = ProcessPool.create(1)) {
            return "of the JVM: " + (TaskContext.class.getClassLoader() == null)
                + ", in a pool of a worker: " + pool.apply(x -> x * 2, 21)
                + ", class path: " + System.getProperty("java.class.path");
          }
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void aJarOfProcpoolsAloneIsTheJvmsAndTheUsersEntriesComeFirst() throws Exception {
    String procpool = Artifacts.procpoolJar().toString();
    Path users = folder.resolve("users.jar");
    write(users, null);

    String told = told(procpool + File.pathSeparator + users);

    assertThat(told).contains("of the JVM: true, in a pool of a worker: 42");
    assertThat(told).contains("class path: " + users + File.pathSeparator + procpool);
  }

  @Test
  void inAJarWithUsersClassesItIsLoadedAsTheyAre() throws Exception {
    Path all = folder.resolve("all.jar");
    write(all, Artifacts.procpoolJar());

    String told = told(all.toString());

    assertThat(told).contains("of the JVM: false, in a pool of a worker: 42");
    assertThat(told).contains("class path: " + all);
  }

  private String told(String classPath) throws IOException, InterruptedException {
    String java = CommandLine.java().toString();
    Run run = CommandLine.run(List.of(java, "-cp", classPath, "com.acme.Main"), "", folder);
    assertThat(run.stdout()).as(run.stderr()).isNotEmpty();
    return run.stdout();
  }

  /**
   * @param with the jar whose entries are to be in it too, or {@code null}
   */
  private void write(Path file, Path with) throws IOException {
    Path classes = Application.compiled(folder.resolve("classes"), MAIN);
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry("com/acme/Main.class"));
      Files.copy(classes.resolve("com/acme/Main.class"), jar);
      if (with != null) {
        copy(with, jar);
      }
    }
  }

  private static void copy(Path from, JarOutputStream to) throws IOException {
    try (JarFile entries = new JarFile(from.toFile())) {
      for (JarEntry entry : Collections.list(entries.entries())) {
        to.putNextEntry(new JarEntry(entry.getName()));
        entries.getInputStream(entry).transferTo(to);
      }
    }
  }
}
