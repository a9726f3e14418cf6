package io.procpool.it.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.ProcessPool;
import io.procpool.SerializationException;
import io.procpool.it.classes.Application.InMemory;
import io.procpool.task.TaskFunction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that a compiler has made in memory, and that lie in no file. */
class InMemoryIT {

  private static final String TREE =
      """
      package com.acme;

      import io.procpool.task.TaskFunction;
      import java.io.Serializable;
      import java.util.List;

      public class Tree {
        sealed interface Node extends Serializable permits Leaf, Fork {
          int sum();
        }
        record Leaf(int value) implements Node {
          public int sum() { return value; }
        }
        record Fork(List<Node> nodes) implements Node {
          public int sum() { return nodes.stream().mapToInt(Node::sum).sum(); }
        }
        enum Way { UP { int step() { return 1; } }, DOWN { int step() { return -1; } };
          abstract int step();
        }
        public static TaskFunction<Integer, Object> grow() {
          return depth -> grown(depth);
        }
        public static TaskFunction<Object, Integer> sum() {
          return node -> ((Node) node).sum() + Way.UP.step();
        }
        public static TaskFunction<Integer, Integer> next() {
          return new TaskFunction<>() {
            public Integer apply(Integer number) { return number + Way.valueOf("UP").step(); }
          };
        }
        static Node grown(int depth) {
          return depth == 0 ? new Leaf(1) : new Fork(List.of(grown(depth - 1), grown(depth - 1)));
        }
      }
      """;

  @TempDir private Path folder;

  private Path classes;

  @BeforeEach
  void compile() {
    classes = Application.compiled(folder.resolve("classes"), TREE);
  }

  @Test
  void aLoaderThatGivesItsClassFiles() throws Exception {
    InMemory loader = Application.inMemory(classes);
    try (ProcessPool pool = ProcessPool.create(1)) {
      assertWorks(pool, loader);
    }
  }

  @Test
  void aLoaderThatDoesNotIsNamedWithTheWayOut() throws Exception {
    InMemory loader = Application.silent(classes);
    try (ProcessPool pool = ProcessPool.create(1)) {
      TaskFunction<Integer, Integer> next = Application.function(loader, "com.acme.Tree", "next");

      assertThatThrownBy(() -> pool.map(next, List.of(1, 2)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("com.acme.Tree")
          .hasMessageContaining("InMemory")
          .hasMessageContaining("ProcessPoolBuilder.classBytes");
      assertThat(pool.map(x -> x + 1, List.of(1, 2))).as("the pool goes on").containsExactly(2, 3);
    }
  }

  @Test
  void theHookGivesWhatTheLoaderDoesNot() throws Exception {
    InMemory loader = Application.silent(classes);
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).classBytes(loader::bytesOf).build()) {
      assertWorks(pool, loader);
    }
  }

  @Test
  void aHookThatThrowsCostsTheTaskAlone() throws Exception {
    InMemory loader = Application.silent(classes);
    try (ProcessPool pool =
        ProcessPool.builder()
            .processes(1)
            .classBytes(
                type -> {
                  throw new IllegalStateException("no bytes today");
                })
            .build()) {
      TaskFunction<Integer, Integer> next = Application.function(loader, "com.acme.Tree", "next");

      assertThatThrownBy(() -> pool.apply(next, 1)).hasMessageContaining("no bytes today");
      assertThat(pool.map(x -> x + 1, List.of(1, 2))).containsExactly(2, 3);
    }
  }

  private static void assertWorks(ProcessPool pool, InMemory loader) throws Exception {
    TaskFunction<Integer, Integer> next = Application.function(loader, "com.acme.Tree", "next");
    TaskFunction<Integer, Object> grow = Application.function(loader, "com.acme.Tree", "grow");
    TaskFunction<Object, Integer> sum = Application.function(loader, "com.acme.Tree", "sum");

    assertThat(pool.map(next, List.of(1, 2))).containsExactly(2, 3);
    List<Object> trees = pool.map(grow, List.of(2, 3));
    assertThat(trees).allMatch(tree -> tree.getClass().getClassLoader() == loader);
    assertThat(trees.get(0)).isEqualTo(grow.apply(2));
    assertThat(pool.map(sum, trees)).containsExactly(5, 9);
  }
}
