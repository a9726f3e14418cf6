package io.procpool;

import io.procpool.codec.CodecRules;
import io.procpool.codec.KryoSetup;
import io.procpool.internal.dispatch.PoolSettings;
import io.procpool.internal.workers.ProcessPrefix;
import io.procpool.internal.workers.Surroundings;
import io.procpool.internal.workers.WorkerSettings;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskRunnable;
import java.io.File;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;

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

  private int processes = PoolSize.cores();
  private int spares;
  private int niceness;
  private boolean pins;
  private int debugged = WorkerSettings.NOBODY;
  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
  private List<String> jvmArgs = List.of();
  private Surroundings surroundings = Surroundings.NONE;
  private List<Path> classPath = parentClassPath();
  private String heap;
  private int maxTasksPerChild = Integer.MAX_VALUE;
  private Duration maxChildAge = TaskOptions.NO_LIMIT;
  private long maxChildRss = Long.MAX_VALUE;
  private Duration idleTimeout = TaskOptions.NO_LIMIT;
  private TaskOptions tasks = TaskOptions.DEFAULT;
  private TaskCallable<?> initializer;
  private TaskCallable<?> exitHook;
  private Consumer<Object> exitReceiver;
  private Duration startTimeout = Duration.ofSeconds(60);
  private Duration initializerTimeout = Duration.ofSeconds(60);
  private Duration grace = Duration.ofSeconds(1);
  private Duration stopTimeout = Duration.ofSeconds(5);
  private PrintStream out = System.out;
  private PrintStream err = System.err;
  private boolean tagsOutput;
  private boolean killsDescendants;
  private boolean sendsClasses = true;
  private ClassBytes classBytes;
  private KryoSetup kryo;
  private List<String> allowedClasses = List.of();
  private PoolListener listener;
  private Level relayedLogs;
  private long maxItemSize = WorkerSettings.MOST;
  private QueueLimit queueLimit;
  private OptionalInt maxDepth = OptionalInt.empty();

  ProcessPoolBuilder() {}

  /**
   * How many worker JVMs; as many as there are processors by default.
   *
   * @param number 1 or more
   * @return this builder
   */
  public ProcessPoolBuilder processes(int number) {
    processes = number;
    return this;
  }

  /**
   * How many workers beyond {@link #processes} are started ahead, and initialized, so that one that
   * dies, is killed, or is replaced for another reason is replaced at once; none by default.
   *
   * <p>A spare is a JVM that waits: it takes memory, some 40 MiB and what its initializer loads,
   * and the default {@link #heap} is less, so that all fit. It runs no tasks and has no slot until
   * it takes a worker's place, with its name; another is started behind that. {@link #maxChildAge}
   * counts from when it was ready, {@link #idleTimeout} does not end it, and with the pool it ends
   * as any worker does, its {@link #exitHook} too. Spares that cannot be started are logged, and
   * harm nothing. {@code {slot}} and {@code {worker}} cannot be used with them.
   *
   * @param number 0 or more
   * @return this builder
   */
  public ProcessPoolBuilder spares(int number) {
    spares = number;
    return this;
  }

  /**
   * The {@code java} executable of the workers; by default that of this JVM.
   *
   * @param executable a path
   * @return this builder
   */
  public ProcessPoolBuilder java(Path executable) {
    java = Objects.requireNonNull(executable, "executable");
    return this;
  }

  /**
   * Flags for the workers, such as {@code -Xmx512m}; they come behind procpool's own, and so win.
   * {@code {slot}} stands for a worker's slot, from 0, which its replacement has too; {@code
   * {worker}} for its name: {@code -Dport=800{slot}}, {@code -Xlog:gc:file={worker}.log}.
   *
   * @param flags one argument each
   * @return this builder
   */
  public ProcessPoolBuilder jvmArgs(String... flags) {
    jvmArgs = List.of(flags);
    return this;
  }

  /**
   * Sets a variable in the environment of the workers, which else is that of this JVM. In the value
   * {@code {slot}} and {@code {worker}} stand for what they do in {@link #jvmArgs}.
   *
   * @param name of the variable
   * @param value in place of what this JVM has there
   * @return this builder
   * @throws IllegalArgumentException if no variable can have this name or this value
   */
  public ProcessPoolBuilder environment(String name, String value) {
    return environment(Map.of(name, value));
  }

  /**
   * {@link #environment(String, String)} for several variables.
   *
   * @param variables names and values
   * @return this builder
   */
  public ProcessPoolBuilder environment(Map<String, String> variables) {
    surroundings = surroundings.and(variables);
    return this;
  }

  /**
   * The directory that workers are started in; that of this JVM by default. It must be there,
   * unless it has {@code {slot}} or {@code {worker}} in it, which stand for what they do in {@link
   * #jvmArgs}: then it is made, and stays. In a task {@code Path.of("file")} is in it; of what the
   * builder is given, only flags are read from there.
   *
   * @param directory absolute, or from that of this JVM
   * @return this builder
   */
  public ProcessPoolBuilder workingDirectory(Path directory) {
    surroundings = surroundings.in(Objects.requireNonNull(directory, "directory"));
    return this;
  }

  /**
   * How large the heap of each worker may become, as {@code -Xmx} has it: {@code "512m"}. By
   * default so large that all workers and this JVM fit into the machine's or the container's
   * memory, and at most a quarter of it. Where a worker has one or two processors no single object
   * takes more than two thirds of it, for the collector is the serial one then.
   *
   * @param size such as {@code "512m"} or {@code "2g"}
   * @return this builder
   * @throws IllegalArgumentException if it is not a number, or one with k, m or g behind it
   */
  public ProcessPoolBuilder heap(String size) {
    if (!size.matches("[1-9]\\d*[kKmMgG]?")) {
      throw new IllegalArgumentException("heap must be like 512m or 2g, was '" + size + "'");
    }
    heap = size;
    return this;
  }

  /**
   * Jars and folders for the workers, behind procpool's own; this JVM's class path by default.
   *
   * @param entries paths, absolute or from the working directory
   * @return this builder
   */
  public ProcessPoolBuilder classPath(List<Path> entries) {
    classPath = List.copyOf(entries);
    return this;
  }

  /**
   * Whether a worker asks this JVM for the classes and resources that its class path lacks, through
   * the class loader of the job; it does by default. So functions from JShell, from a jar in a jar
   * or from an application server's loader work as any others do.
   *
   * @param sends {@code true} for yes
   * @return this builder
   */
  public ProcessPoolBuilder sendClasses(boolean sends) {
    sendsClasses = sends;
    return this;
  }

  /**
   * Where class files come from that their loaders do not give.
   *
   * @param bytes called in this JVM, on threads of the pool
   * @return this builder
   */
  public ProcessPoolBuilder classBytes(ClassBytes bytes) {
    classBytes = Objects.requireNonNull(bytes, "bytes");
    return this;
  }

  /**
   * Adds serializers of one's own to Kryo, for values that are not built in. Default: none. Each
   * worker is set up alike before its first task, and is asked what it has registered: if that
   * differs, it does not start.
   *
   * <pre>{@code
   * builder.kryo(kryo -> kryo.register(Money.class, new MoneySerializer()))
   * }</pre>
   *
   * @param setup crosses as a function does, and runs in both JVMs, for each codec
   * @return this builder
   */
  public ProcessPoolBuilder kryo(KryoSetup setup) {
    kryo = Objects.requireNonNull(setup, "setup");
    return this;
  }

  /**
   * Forbids all classes but these to cross, in either direction, as values, functions or
   * exceptions. Default: all may. Always allowed are the values of {@code java.lang}, {@code
   * java.math}, {@code java.time} and {@code java.util}.
   *
   * @param patterns {@code com.acme.Order} with the classes in it, {@code com.acme.*}, or {@code
   *     com.acme.**} with the packages below it
   * @return this builder
   */
  public ProcessPoolBuilder allowClasses(String... patterns) {
    if (patterns.length == 0) {
      throw new IllegalArgumentException("allowClasses needs one pattern at least");
    }
    allowedClasses = List.of(patterns);
    return this;
  }

  /**
   * Replaces a worker once it has run this many tasks, whatever chunks they came in; never by
   * default.
   *
   * @param tasks how many, 1 or more
   * @return this builder
   */
  public ProcessPoolBuilder maxTasksPerChild(int tasks) {
    maxTasksPerChild = tasks;
    return this;
  }

  /**
   * Replaces a worker when it is this old, behind the task that it runs then; never by default.
   *
   * @param age longer than 0
   * @return this builder
   */
  public ProcessPoolBuilder maxChildAge(Duration age) {
    maxChildAge = Objects.requireNonNull(age, "age");
    return this;
  }

  /**
   * Replaces a worker when its process holds more memory than this, behind the task that it runs
   * then; never by default. Looked at when tasks end, ten times a second at most, where there is a
   * {@code /proc}; elsewhere it does nothing.
   *
   * @param bytes of resident memory: heap, classes, compiled code and whatever native code took
   * @return this builder
   */
  public ProcessPoolBuilder maxChildRss(long bytes) {
    maxChildRss = bytes;
    return this;
  }

  /**
   * Ends a worker that has had nothing to do for this time; others are started when there is work
   * again. Never by default.
   *
   * @param time longer than 0
   * @return this builder
   */
  public ProcessPoolBuilder idleTimeout(Duration time) {
    idleTimeout = Objects.requireNonNull(time, "time");
    return this;
  }

  /**
   * {@link TaskOptions#taskTimeout()} of the tasks that do not have their own; none by default.
   *
   * @param limit longer than 0
   * @return this builder
   */
  public ProcessPoolBuilder taskTimeout(Duration limit) {
    tasks = tasks.withTaskTimeout(limit);
    return this;
  }

  /**
   * {@link TaskOptions#queueTimeout()} of the tasks that do not have their own; none by default.
   *
   * @param limit longer than 0
   * @return this builder
   */
  public ProcessPoolBuilder queueTimeout(Duration limit) {
    tasks = tasks.withQueueTimeout(limit);
    return this;
  }

  /**
   * {@link TaskOptions#jobTimeout()} of the calls that do not have their own; none by default.
   *
   * @param limit longer than 0
   * @return this builder
   */
  public ProcessPoolBuilder jobTimeout(Duration limit) {
    tasks = tasks.withJobTimeout(limit);
    return this;
  }

  /**
   * {@link Retries#of(int)} for the tasks that do not have their own; none by default.
   *
   * @param most how often at most, 0 or more
   * @return this builder
   */
  public ProcessPoolBuilder retries(int most) {
    return retries(Retries.of(most));
  }

  /**
   * {@link TaskOptions#retries()} of the tasks that do not have their own; none by default.
   *
   * @param retries how often, and for what
   * @return this builder
   */
  public ProcessPoolBuilder retries(Retries retries) {
    tasks = tasks.withRetries(retries);
    return this;
  }

  /**
   * How many calls may wait whose callers do not wait for them, and what becomes of one that is too
   * many; without a limit by default.
   *
   * @param limit in place of none
   * @return this builder
   */
  public ProcessPoolBuilder queueLimit(QueueLimit limit) {
    queueLimit = Objects.requireNonNull(limit, "limit");
    return this;
  }

  /**
   * How many pools of processes may stand in each other, this one included: a task of this pool
   * that makes one is refused with a {@link ProcpoolException} at 1, which is the default, and at 2
   * its tasks are. Else a task that calls itself in a pool of its own, or a class that makes a pool
   * when it is loaded, would soon fill the machine. For a pool that a task makes the number of the
   * outermost holds, if it is less. The default can be changed by the system property {@code
   * procpool.maxDepth}. Other kinds of pool may be made anywhere.
   *
   * @param pools 1 or more
   * @return this builder
   * @throws IllegalArgumentException if that is less than 1
   */
  public ProcessPoolBuilder maxDepth(int pools) {
    if (pools < 1) {
      throw new IllegalArgumentException("maxDepth must be 1 or more, was " + pools);
    }
    maxDepth = OptionalInt.of(pools);
    return this;
  }

  /**
   * The seed of all random numbers that tasks have from {@link
   * io.procpool.task.TaskContext#random()}, in calls that have none of their own: who makes the
   * same calls in the same order has the same numbers. Each call has its own from it. By default
   * each pool has another.
   *
   * @param number any
   * @return this builder
   */
  public ProcessPoolBuilder seed(long number) {
    tasks = tasks.withSeed(number);
    return this;
  }

  /**
   * What each worker runs once before its first task, and what it gives, the tasks' {@linkplain
   * io.procpool.task.TaskContext#state state}: {@code initializer(() -> Model.load(path))}. If it
   * throws, the worker cannot be used: if that is the first worker, or others behind it fail too,
   * the pool fails with a {@link WorkerStartException} whose cause is what it threw.
   *
   * @param task crosses once to each worker
   * @return this builder
   */
  public ProcessPoolBuilder initializer(TaskCallable<?> task) {
    initializer = Objects.requireNonNull(task, "task");
    return this;
  }

  /**
   * {@link #initializer(TaskCallable)} without a state.
   *
   * @param task crosses once to each worker
   * @return this builder
   */
  public ProcessPoolBuilder initializer(TaskRunnable task) {
    return initializer(task.givingNothing());
  }

  /**
   * How long the initializer may take; 60 seconds by default.
   *
   * @param timeout longer than 0
   * @return this builder
   */
  public ProcessPoolBuilder initializerTimeout(Duration timeout) {
    initializerTimeout = Objects.requireNonNull(timeout, "timeout");
    return this;
  }

  /**
   * What each worker runs once when it ends because it is told to: when the pool is closed, or the
   * worker is replaced. A worker that is killed, or dies, does not run it. It has the time of
   * {@link #stopTimeout}. If it throws, that is logged.
   *
   * @param <R> what the hook gives
   * @param hook runs in each worker
   * @param receiver takes what it gave, once per worker, on a thread of the pool; {@link
   *     ProcessPool#close()} waits for it
   * @return this builder
   */
  @SuppressWarnings("unchecked") // whoever made the hook made its receiver
  public <R> ProcessPoolBuilder exitHook(TaskCallable<R> hook, Consumer<? super R> receiver) {
    exitHook = Objects.requireNonNull(hook, "hook");
    exitReceiver = (Consumer<Object>) Objects.requireNonNull(receiver, "receiver");
    return this;
  }

  /**
   * How long a task may take to end when it has been interrupted, for it is over its limit or was
   * cancelled, before it is killed with its worker; 1 second by default.
   *
   * @param time 0 or longer
   * @return this builder
   */
  public ProcessPoolBuilder grace(Duration time) {
    grace = Objects.requireNonNull(time, "time");
    return this;
  }

  /**
   * Whether the processes that a worker has started are killed when it ends; not by default. They
   * are found by a variable in their environment, where there is a {@code /proc}.
   *
   * @param kills {@code true} for yes
   * @return this builder
   */
  public ProcessPoolBuilder killDescendants(boolean kills) {
    killsDescendants = kills;
    return this;
  }

  /**
   * How large an item, a result or a function may be, as it crosses; 2 GiB by default, less some
   * bytes, which is the most. One that is larger fails alone, with a {@link
   * SerializationException}.
   *
   * @param bytes from 16 to 2 GiB - 1
   * @return this builder
   */
  public ProcessPoolBuilder maxItemSize(long bytes) {
    maxItemSize = bytes;
    return this;
  }

  /**
   * How long a worker may take from its start to its greeting; 60 seconds by default.
   *
   * @param timeout longer than 0
   * @return this builder
   */
  public ProcessPoolBuilder startTimeout(Duration timeout) {
    startTimeout = Objects.requireNonNull(timeout, "timeout");
    return this;
  }

  /**
   * How long an idle worker may take to end before it is killed; 5 seconds by default.
   *
   * @param timeout longer than 0
   * @return this builder
   */
  public ProcessPoolBuilder stopTimeout(Duration timeout) {
    stopTimeout = Objects.requireNonNull(timeout, "timeout");
    return this;
  }

  /**
   * Where what tasks print comes out, in whole lines: this JVM's {@code System.out} and {@code
   * System.err}, as they are now, by default. What native code and the worker JVM print goes to
   * {@code err}.
   *
   * @param out for what goes to standard output
   * @param err for what goes to standard error
   * @return this builder
   */
  public ProcessPoolBuilder output(PrintStream out, PrintStream err) {
    this.out = Objects.requireNonNull(out, "out");
    this.err = Objects.requireNonNull(err, "err");
    return this;
  }

  /**
   * Whether each line that a task prints begins with its worker's name in brackets; not by default.
   *
   * @param tags {@code true} for yes
   * @return this builder
   */
  public ProcessPoolBuilder tagOutput(boolean tags) {
    tagsOutput = tags;
    return this;
  }

  /**
   * Has what tasks log come out at the loggers of this JVM: what is logged in a worker through
   * {@code java.util.logging}, {@code System.Logger}, or a library that is bound to one of them, as
   * SLF4J is by {@code slf4j-jdk14}. It is logged here by the {@code System.Logger} of the same
   * name, behind the worker's name and the task's index, and before the task's result is there. By
   * default each worker logs by itself, to its standard error.
   *
   * <pre>{@code
   * builder.relayLogs(System.Logger.Level.INFO)
   * WARNING: [procpool-1-worker-3 task 17] page 42 has no title
   * }</pre>
   *
   * <p>A handler of this JVM's that is slow holds up the worker whose record it has, as a slow
   * reader of what tasks print does: nothing is lost, and nothing piles up. It must not wait for
   * the pool. What was thrown comes as text, a {@link io.procpool.task.RemoteException}. Libraries
   * with outputs of their own, such as Logback, keep them: where there is SLF4J, its diagnostic
   * context has {@code procpool.worker} and {@code procpool.task}.
   *
   * @param least what is less important is not sent
   * @return this builder
   */
  public ProcessPoolBuilder relayLogs(Level least) {
    relayedLogs = Objects.requireNonNull(least, "least");
    return this;
  }

  /**
   * Who is told what happens in the pool; nobody by default.
   *
   * @param its called on a thread of the pool, one call at a time
   * @return this builder
   */
  public ProcessPoolBuilder listener(PoolListener its) {
    listener = Objects.requireNonNull(its, "its");
    return this;
  }

  /**
   * How much more the workers give way to other processes than this JVM does, as the command {@code
   * nice} has it; 0 by default. On Linux and macOS.
   *
   * @param number from 0 to 19; or, for who is allowed to be first, from -20
   * @return this builder
   */
  public ProcessPoolBuilder niceness(int number) {
    niceness = number;
    return this;
  }

  /**
   * Whether each worker runs on one processor only: worker 0 on the first that this JVM may use, in
   * its container or by its mask, worker 1 on the next, and so on, and around. Its JVM sees that
   * one, so its garbage collector has one thread. Not by default; and not together with {@link
   * #spares}. On Linux, by {@code taskset}.
   *
   * @param pins whether it does
   * @return this builder
   */
  public ProcessPoolBuilder pinning(boolean pins) {
    this.pins = pins;
    return this;
  }

  /**
   * Has the worker in one slot wait for a debugger before its first line; no worker by default.
   * Where it waits is printed to the pool's {@link #output}, such as
   *
   * <pre>
   * procpool-1-worker-0 (pid 4711) waits for a debugger at localhost:40123
   * </pre>
   *
   * <p>To it no limit of time applies, so that a task can stand at a breakpoint; what is cancelled
   * or over a limit of its call is given up, and interrupted. The other workers run tasks
   * meanwhile: to have all tasks there, ask for one process, and {@link #build()} waits for the
   * debugger too. The debugger can come once. The port is open to this machine only, but to all its
   * users.
   *
   * @param slot from 0, as {@link io.procpool.task.TaskContext#slot()} has it
   * @return this builder
   */
  public ProcessPoolBuilder debugWorker(int slot) {
    debugged = slot;
    return this;
  }

  /**
   * Starts the pool's workers, all at once, and returns when the first of them is ready.
   *
   * @return a new pool, which is the caller's to close
   * @throws IllegalArgumentException if a setting is out of its range
   * @throws WorkerStartException if they cannot be started; or cannot be given their {@link
   *     #niceness} or {@link #pinning} on this system
   */
  public ProcessPool build() {
    return new ProcessPool(
        new PoolSettings(
            processes,
            spares,
            new PoolSettings.Lifetime(maxTasksPerChild, maxChildAge, maxChildRss, idleTimeout),
            new PoolSettings.Limits(startTimeout, initializerTimeout, grace, stopTimeout),
            tasks,
            initializer,
            exitHook,
            exitReceiver,
            listener,
            new PoolSettings.Classes(
                sendsClasses, classBytes, new CodecRules(kryo, allowedClasses)),
            new WorkerSettings(
                java,
                allJvmArgs(),
                surroundings,
                classPath,
                new WorkerSettings.Output(out, err, tagsOutput),
                killsDescendants,
                ProcessPrefix.of(niceness, pins),
                debugged,
                maxItemSize,
                maxDepth)),
        queueLimit);
  }

  private List<String> allJvmArgs() {
    List<String> all = new ArrayList<>();
    if (heap != null) {
      all.add("-Xmx" + heap);
    }
    if (relayedLogs != null) {
      all.add("-Dprocpool.relayLogs=" + relayedLogs.getSeverity());
    }
    all.addAll(jvmArgs);
    return all;
  }

  private static List<Path> parentClassPath() {
    List<Path> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      entries.add(Path.of(entry.isEmpty() ? "." : entry));
    }
    return entries;
  }
}
