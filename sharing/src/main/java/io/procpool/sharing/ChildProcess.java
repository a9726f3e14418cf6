package io.procpool.sharing;

import io.procpool.ProcpoolException;
import io.procpool.SerializationException;
import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.internal.workers.ChildJvm;
import io.procpool.protocol.ChildTarget;
import io.procpool.protocol.Frame;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.sharing.internal.wires.Luggage;
import io.procpool.sharing.internal.wires.Wakeups;
import io.procpool.task.TaskBiConsumer;
import io.procpool.task.TaskConsumer;
import io.procpool.task.TaskRunnable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A JVM of its own that does one thing: what {@code multiprocessing.Process} is to Python.
 *
 * <pre>{@code
 * ChildProcess bob = ChildProcess.of(Greeter::hello, "bob").name("greeter").start();
 * bob.join();
 * int code = bob.exitCode().getAsInt(); // 0: it returned. 1: it threw, and the stack is on stderr
 * }</pre>
 *
 * <p>The target and its arguments are copied to the child when it is started: a lambda with what it
 * has captured, as for a pool's tasks. The child has the class path of this JVM, its environment
 * and its working directory; classes that are on no class path it cannot load. What it prints comes
 * out where this JVM prints, as it comes; its standard input is empty.
 *
 * <p>The child ends when its target has returned and no thread but daemons is left, as every
 * program does. It never outlives its parent: a child that is no daemon keeps this JVM alive, as a
 * thread that is no daemon does, and is waited for after {@code System.exit} too; a daemon is asked
 * to end when this JVM ends, and killed 2 s later; and where this JVM is killed, all of them end at
 * once. A JVM that is ended by a signal does not wait, and ends all its children so.
 *
 * <p>A child may start children, {@code -Dprocpool.maxChildDepth} (4) below each other; not from a
 * static initializer, which would do so in each child that loads the class.
 *
 * <p>Safe for use by several threads.
 */
public final class ChildProcess implements Waitable {

  private final TaskRunnable target;

  /** Completed on the thread that waited for the process; its copies are the users'. */
  private final CompletableFuture<ChildProcess> ended = new CompletableFuture<>();

  /** Connection ends that leave with the target. */
  private final Luggage luggage = new Luggage();

  private final Wakeups wakeups = new Wakeups();

  /** Guarded by this, as all below: any thread may use it. */
  private String name = Family.nextName();

  private boolean isDaemon = Boolean.getBoolean("procpool.child.daemon");
  private List<String> jvmArgs = List.of();
  private ChildJvm process;
  private ChildJvm.Exit exit;
  private boolean isClosed;

  private ChildProcess(TaskRunnable target) {
    this.target = Objects.requireNonNull(target, "target");
  }

  // ---- before the start

  /**
   * One that is not started yet.
   *
   * @param target what it is to do; what a lambda captures goes with it
   * @return a new one
   */
  public static ChildProcess of(TaskRunnable target) {
    return new ChildProcess(target);
  }

  /**
   * One that is not started yet.
   *
   * @param <A> the argument
   * @param target what it is to do with its argument
   * @param argument copied to the child
   * @return a new one
   */
  public static <A> ChildProcess of(TaskConsumer<? super A> target, A argument) {
    return of(TaskConsumer.binding(target, argument));
  }

  /**
   * One that is not started yet.
   *
   * @param <A> the argument
   * @param <B> the second argument
   * @param target what it is to do with its arguments
   * @param first copied to the child
   * @param second copied to the child
   * @return a new one
   */
  public static <A, B> ChildProcess of(
      TaskBiConsumer<? super A, ? super B> target, A first, B second) {
    return of(TaskBiConsumer.binding(target, first, second));
  }

  /**
   * Names it, for people; {@code Process-1}, {@code Process-2}, ... by default, and {@code
   * Process-1:1} for a child of the first.
   *
   * @param newName any text
   * @return this
   * @throws IllegalStateException if it has been started
   */
  public synchronized ChildProcess name(String newName) {
    requireNotStarted("be named");
    name = Objects.requireNonNull(newName, "newName");
    return this;
  }

  /**
   * Whether it is to end when this JVM's program does, where another is waited for; by default if
   * this JVM is such a one itself.
   *
   * @param endsWithParent {@code false} for one that is waited for
   * @return this
   * @throws IllegalStateException if it has been started
   */
  public synchronized ChildProcess daemon(boolean endsWithParent) {
    requireNotStarted("become a daemon");
    isDaemon = endsWithParent;
    return this;
  }

  /**
   * Flags for its JVM, such as {@code -Xmx512m}; none by default.
   *
   * @param flags one argument each
   * @return this
   * @throws IllegalStateException if it has been started
   */
  public synchronized ChildProcess jvmArgs(String... flags) {
    requireNotStarted("be given flags");
    jvmArgs = List.of(flags);
    return this;
  }

  /**
   * Starts it, and does not wait until it runs. Ends of connections that are among its arguments,
   * or captured by its target, move there.
   *
   * @return this
   * @throws IllegalStateException if it has been started before, or is closed
   * @throws SerializationException if the target cannot be sent; nothing is started then
   * @throws ProcpoolException if no process can be started, this JVM is ending, or it would stand
   *     too deep in child processes
   */
  public synchronized ChildProcess start() {
    requireNotStarted("be started again");
    ChildJvm.check();
    ProcessIdentity parent = current();
    try {
      PayloadReader task = luggage.during(() -> encoded(target));
      ChildTarget told = new ChildTarget(name, isDaemon, parent.pid(), parent.name(), task);
      process = ChildJvm.start(told, jvmArgs, this::onEnd);
      Family.add(this);
      return this;
    } catch (IOException e) {
      throw new ProcpoolException(
          "Child process " + name + " could not be started: " + e.getMessage(), e);
    } finally {
      if (process == null) {
        luggage.comeBack();
      }
    }
  }

  private static PayloadReader encoded(TaskRunnable target) {
    PayloadWriter bytes = new PayloadWriter(1024);
    bytes.beginValue(Frame.MAX_VALUE_LENGTH, null);
    try {
      new ValueCodec(ValueLoader.get()).encode(target, bytes);
      return new PayloadReader(bytes.bytes(), 0, bytes.size());
    } catch (CodecException e) {
      throw new SerializationException(
          -1, null, "The target cannot be sent to a child process: " + e.getMessage(), e);
    }
  }

  // ---- what it is

  /**
   * {@return what it is called}
   *
   * <p>The only thing that can be asked of one that is closed.
   */
  public synchronized String name() {
    return name;
  }

  /** {@return whether it ends when this JVM's program does} */
  public synchronized boolean isDaemon() {
    requireOpen();
    return isDaemon;
  }

  /**
   * {@return its process id, also when it has ended}
   *
   * @throws IllegalStateException if it has not been started
   */
  public long pid() {
    return started("has no pid").pid();
  }

  /** {@return whether it has been started and has not ended} */
  public synchronized boolean isAlive() {
    requireOpen();
    return process != null && exit == null;
  }

  /**
   * How it ended: 0 if it returned, 1 if it threw, what it gave {@code System.exit}, modulo 256; or
   * if a signal ended it that signal's number, negative, such as -9. {@code Runtime.halt(137)}
   * cannot be told from the signal.
   *
   * @return empty as long as it has not ended
   */
  public synchronized OptionalInt exitCode() {
    requireOpen();
    return exit == null ? OptionalInt.empty() : OptionalInt.of(exit.number());
  }

  /**
   * Is completed with this, once it has ended. What depends on it runs on the thread that waited
   * for the process; to complete it or to cancel it does nothing to the process.
   *
   * @return a copy for each caller
   * @throws IllegalStateException if it has not been started
   */
  public CompletableFuture<ChildProcess> onExit() {
    started("has no end to wait for");
    return ended.copy();
  }

  /**
   * Waits until it has ended. It may be called again.
   *
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   * @throws IllegalStateException if it has not been started
   */
  public void join() throws InterruptedException {
    join(Duration.ofNanos(Long.MAX_VALUE));
  }

  /**
   * Waits until it has ended, but not for ever.
   *
   * @param limit how long; not at all if it is zero or negative
   * @return whether it has ended
   * @throws InterruptedException if this thread is interrupted, before or meanwhile
   * @throws IllegalStateException if it has not been started
   */
  public boolean join(Duration limit) throws InterruptedException {
    started("cannot be waited for");
    try {
      ended.get(Deadline.nanos(limit), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // nobody completes it so
    }
  }

  // ---- what is done to it

  /**
   * Stops it where it is, by SIGSTOP; it takes no processor time, and keeps its memory and its
   * locks. Nothing if it has ended.
   *
   * @throws IllegalStateException if it has not been started
   * @throws UnsupportedOperationException where there is no {@code /bin/sh}
   */
  public void pause() {
    started("cannot be paused").pause();
  }

  /**
   * Lets it go on, by SIGCONT. Nothing if it is not paused.
   *
   * @throws IllegalStateException if it has not been started
   * @throws UnsupportedOperationException where there is no {@code /bin/sh}
   */
  public void resume() {
    started("cannot be resumed").resume();
  }

  /**
   * Asks it to end, by SIGTERM: its shutdown hooks run, and its own children end. Does not wait,
   * and is nothing if it has ended.
   *
   * @throws IllegalStateException if it has not been started
   */
  public void terminate() {
    started("cannot be terminated").terminate();
  }

  /**
   * Ends it at once, by SIGKILL, and so its own children. Does not wait, and is nothing if it has
   * ended.
   *
   * @throws IllegalStateException if it has not been started
   */
  public void kill() {
    started("cannot be killed").kill();
  }

  /**
   * Forgets its process: from now on only its name can be asked for. It may be called again.
   *
   * @throws IllegalStateException if it is alive
   */
  public synchronized void close() {
    if (process != null && exit == null) {
      throw new IllegalStateException(
          "Child process " + name + " is alive: wait for it or end it before it is closed.");
    }
    isClosed = true;
    process = null;
  }

  // ---- the family

  /** {@return who this JVM is itself} */
  public static ProcessIdentity current() {
    return ProcessIdentity.current();
  }

  /** {@return who has started this JVM as a child process; empty if nobody has} */
  public static Optional<ProcessIdentity> parent() {
    return ProcessIdentity.parent();
  }

  /**
   * {@return those that this JVM has started and that have not ended, in the order they were
   * started}
   */
  public static List<ChildProcess> activeChildren() {
    return Family.active();
  }

  /** {@return how many processors this JVM may use: at least 1} */
  public static int cpuCount() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public synchronized String toString() {
    String state = process == null ? "not started" : "pid " + process.pid() + ", " + stateOf(exit);
    return "child process " + name + " (" + (isClosed ? "closed" : state) + ")";
  }

  private static String stateOf(ChildJvm.Exit exit) {
    if (exit == null) {
      return "alive";
    }
    return "ended by " + (exit.signal() == null ? "exit code " + exit.code() : exit.signal());
  }

  private void onEnd(ChildJvm.Exit how) {
    synchronized (this) {
      exit = how;
    }
    Family.remove(this);
    luggage.lose();
    ended.complete(this);
    wakeups.wakeAll();
  }

  /** As {@link Connections#wait} asks. */
  synchronized boolean hasEnded() {
    started("has no end to wait for");
    return exit != null;
  }

  Wakeups wakeups() {
    return wakeups;
  }

  private synchronized ChildJvm started(String otherwise) {
    requireOpen();
    if (process == null) {
      throw new IllegalStateException(
          "Child process " + name + " has not been started: it " + otherwise + ".");
    }
    return process;
  }

  private void requireNotStarted(String what) {
    requireOpen();
    if (process != null) {
      throw new IllegalStateException(
          "Child process " + name + " has been started: it cannot " + what + ".");
    }
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("Child process " + name + " is closed.");
    }
  }
}
