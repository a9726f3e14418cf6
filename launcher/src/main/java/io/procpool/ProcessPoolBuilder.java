package io.procpool;

import io.procpool.internal.dispatch.PoolSettings;
import io.procpool.internal.workers.WorkerSettings;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a {@link ProcessPool} is asked for. Everything has a default.
 *
 * <pre>{@code
 * ProcessPool pool = ProcessPool.builder().processes(8).jvmArgs("-Xmx512m").build();
 * }</pre>
 *
 * <p>Not thread-safe. Each {@link #build()} makes a new pool.
 */
public final class ProcessPoolBuilder {

  private int processes = Runtime.getRuntime().availableProcessors();
  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
  private List<String> jvmArgs = List.of();
  private List<Path> classPath = parentClassPath();
  private int maxTasksPerChild = Integer.MAX_VALUE;
  private Duration startTimeout = Duration.ofSeconds(60);
  private Duration stopTimeout = Duration.ofSeconds(5);
  private PrintStream out = System.out;
  private PrintStream err = System.err;
  private boolean tagsOutput;

  ProcessPoolBuilder() {}

  /** How many worker JVMs; as many as there are processors by default. */
  public ProcessPoolBuilder processes(int number) {
    processes = number;
    return this;
  }

  /** The {@code java} executable of the workers; by default that of this JVM. */
  public ProcessPoolBuilder java(Path executable) {
    java = Objects.requireNonNull(executable, "executable");
    return this;
  }

  /**
   * Flags for the workers, such as {@code -Xmx512m}; they come behind procpool's own, and so win.
   */
  public ProcessPoolBuilder jvmArgs(String... flags) {
    jvmArgs = List.of(flags);
    return this;
  }

  /** Jars and folders for the workers, behind procpool's own; this JVM's class path by default. */
  public ProcessPoolBuilder classPath(List<Path> entries) {
    classPath = List.copyOf(entries);
    return this;
  }

  /**
   * Replaces a worker once it has run this many tasks, whatever chunks they came in; never by
   * default.
   */
  public ProcessPoolBuilder maxTasksPerChild(int tasks) {
    maxTasksPerChild = tasks;
    return this;
  }

  /** How long a worker may take from its start to its greeting; 60 seconds by default. */
  public ProcessPoolBuilder startTimeout(Duration timeout) {
    startTimeout = Objects.requireNonNull(timeout, "timeout");
    return this;
  }

  /** How long an idle worker may take to end before it is killed; 5 seconds by default. */
  public ProcessPoolBuilder stopTimeout(Duration timeout) {
    stopTimeout = Objects.requireNonNull(timeout, "timeout");
    return this;
  }

  /**
   * Where what tasks print comes out, in whole lines: this JVM's {@code System.out} and {@code
   * System.err}, as they are now, by default. What native code and the worker JVM print goes to
   * {@code err}.
   */
  public ProcessPoolBuilder output(PrintStream out, PrintStream err) {
    this.out = Objects.requireNonNull(out, "out");
    this.err = Objects.requireNonNull(err, "err");
    return this;
  }

  /**
   * Whether each line that a task prints begins with its worker's name in brackets; not by default.
   */
  public ProcessPoolBuilder tagOutput(boolean tags) {
    tagsOutput = tags;
    return this;
  }

  /**
   * Starts the pool's workers, all at once, and returns when the first of them is ready.
   *
   * @throws IllegalArgumentException if a setting is out of its range
   * @throws WorkerStartException if they cannot be started
   */
  public ProcessPool build() {
    return new ProcessPool(
        new PoolSettings(
            processes,
            maxTasksPerChild,
            startTimeout,
            stopTimeout,
            new WorkerSettings(
                java, jvmArgs, classPath, new WorkerSettings.Output(out, err, tagsOutput))));
  }

  private static List<Path> parentClassPath() {
    List<Path> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      entries.add(Path.of(entry.isEmpty() ? "." : entry));
    }
    return entries;
  }
}
