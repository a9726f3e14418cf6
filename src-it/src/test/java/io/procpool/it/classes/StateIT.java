package io.procpool.it.classes;

import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.ProcessPool;
import io.procpool.TaskFailedException;
import io.procpool.it.classes.Application.ChildFirst;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker's state is of the classes of whoever built the pool. */
class StateIT {

  private static final String MODEL =
      """
      package com.acme;

      import io.procpool.task.TaskCallable;
      import io.procpool.task.TaskContext;
      import io.procpool.task.TaskFunction;

      public class Model implements AutoCloseable {
        private int uses;

        public static TaskCallable<Model> load() {
          return Model::new;
        }
        public static TaskFunction<Integer, Integer> use() {
          return number -> ++TaskContext.current().state(Model.class).uses;
        }
        public static TaskCallable<Integer> count() {
          return () -> TaskContext.current().state(Model.class).uses;
        }
        public void close() {
          uses = -1;
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void jobsOfTheLoaderThatBuiltThePoolHaveItAndThoseOfAnotherAreToldWhy() throws Exception {
    List<Integer> counts = Collections.synchronizedList(new ArrayList<>());
    try (ChildFirst one = deployed("one");
        ChildFirst two = deployed("two");
        ProcessPool pool =
            ProcessPool.builder()
                .processes(1)
                .initializer(task(one, "load"))
                .exitHook(StateIT.<Integer>task(one, "count"), counts::add)
                .build()) {
      assertThat(pool.map(use(one), range(0, 3))).containsExactly(1, 2, 3);
      assertThatThrownBy(() -> pool.map(use(two), List.of(0)))
          .isInstanceOf(TaskFailedException.class)
          .cause()
          .isInstanceOf(ClassCastException.class)
          .hasMessageMatching(
              "The state of .* is a com.acme.Model of the pool's class loader .*,"
                  + " and not a com.acme.Model of the pool's class loader .*");
      assertThat(pool.map(use(one), List.of(0))).containsExactly(4);
    }
    assertThat(counts).containsExactly(4);
  }

  private ChildFirst deployed(String name) {
    return Application.deployed(Application.compiled(folder.resolve(name), MODEL));
  }

  @SuppressWarnings("unchecked")
  private static <R> TaskCallable<R> task(ChildFirst application, String method) {
    return (TaskCallable<R>) Application.call(application, "com.acme.Model", method);
  }

  private static TaskFunction<Integer, Integer> use(ChildFirst application) {
    return Application.function(application, "com.acme.Model", "use");
  }
}
