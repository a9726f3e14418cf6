package io.procpool.it.classes;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import io.procpool.it.classes.Application.InMemory;
import io.procpool.task.TaskFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads of a task want classes at once, the same and others, while it prints. */
class ManyThreadsIT {

  private static final int CLASSES = 200;

  private static final String CROWD =
      """
      package com.acme;

      import io.procpool.task.TaskFunction;
      import java.util.ArrayList;
      import java.util.Collections;
      import java.util.List;
      import java.util.concurrent.Callable;
      import java.util.concurrent.ExecutorService;
      import java.util.concurrent.Executors;
      import java.util.concurrent.Future;

      public class Crowd {
        public static TaskFunction<Integer, Integer> load() {
          return classes -> {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            try {
              List<Callable<Class<?>>> wanted = new ArrayList<>();
              for (int i = 0; i < classes; i++) {
                String name = "com.acme.Member" + i;
                for (int times = 0; times < 3; times++) {
                  wanted.add(() -> {
                    System.out.println(name);
                    return Class.forName(name, true, Crowd.class.getClassLoader());
                  });
                }
              }
              Collections.shuffle(wanted, new java.util.Random(classes));
              java.util.Set<Class<?>> loaded = new java.util.HashSet<>();
              for (Future<Class<?>> each : threads.invokeAll(wanted)) {
                loaded.add(each.get());
              }
              return loaded.size();
            } finally {
              threads.shutdownNow();
            }
          };
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void eachClassIsLoadedOnceAndAllOfThemAre() throws Exception {
    List<String> sources = new ArrayList<>(List.of(CROWD));
    for (int i = 0; i < CLASSES; i++) {
      int next = Math.min(i + 7, CLASSES - 1);
      String parent = next == i ? "Object" : "Member" + next;
      sources.add("package com.acme;\npublic class Member%d extends %s {}".formatted(i, parent));
    }
    Path classes = Application.compiled(folder.resolve("crowd"), sources.toArray(new String[0]));
    InMemory loader = Application.inMemory(classes);
    java.io.PrintStream nowhere = new java.io.PrintStream(java.io.OutputStream.nullOutputStream());
    try (ProcessPool pool =
        ProcessPool.builder().processes(2).output(nowhere, System.err).build()) {
      TaskFunction<Integer, Integer> load = Application.function(loader, "com.acme.Crowd", "load");

      assertThat(pool.map(load, List.of(CLASSES, CLASSES))).containsExactly(CLASSES, CLASSES);
    }
  }
}
