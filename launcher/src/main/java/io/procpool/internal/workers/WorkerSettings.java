package io.procpool.internal.workers;

import io.procpool.protocol.Frame;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What every worker of a pool is started with. Checked here, once.
 *
 * @param java the executable
 * @param jvmArgs the user's flags, behind ours
 * @param surroundings where they differ from those of the pool's JVM
 * @param classPath the user's jars and folders, behind ours
 * @param output where what workers print comes out
 * @param killsDescendants whether what a worker has started ends with it
 * @param prefix what it is started through
 * @param debugged the slot whose worker waits for a debugger, or {@link #NOBODY}
 * @param maxItemSize how many bytes the encoding of an item, a result or a function may take
 * @param maxDepth how many pools may stand in each other; if empty, as many as this JVM may have
 */
public record WorkerSettings(
    Path java,
    List<String> jvmArgs,
    Surroundings surroundings,
    List<Path> classPath,
    Output output,
    boolean killsDescendants,
    ProcessPrefix prefix,
    int debugged,
    long maxItemSize,
    OptionalInt maxDepth) {

  /** No slot's worker. */
  public static final int NOBODY = -1;

  /** What maxItemSize may be at least: a number always fits. */
  public static final long LEAST = 16;

  /** What maxItemSize may be at most: a frame's length, and an array's, is no longer. */
  public static final long MOST = Integer.MAX_VALUE;

  public WorkerSettings {
    Objects.requireNonNull(java, "java");
    java = java.getNameCount() > 1 ? java.toAbsolutePath() : java; // workers may start elsewhere
    jvmArgs = List.copyOf(jvmArgs);
    classPath = List.copyOf(classPath);
    Objects.requireNonNull(surroundings, "surroundings");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(prefix, "prefix");
    if (maxItemSize < LEAST || maxItemSize > MOST) {
      throw new IllegalArgumentException(
          "maxItemSize must be between " + LEAST + " and " + MOST + " bytes, was " + maxItemSize);
    }
    maxItemSize = Math.min(maxItemSize, Frame.MAX_VALUE_LENGTH);
  }

  /** Whether they depend on the worker's slot or name. */
  public boolean areEachOnesOwn() {
    return surroundings.areEachOnesOwn() || jvmArgs.stream().anyMatch(Surroundings::isEachOnesOwn);
  }

  /** All that the user says to a JVM, in whatever way. */
  List<String> userFlags() {
    List<String> flags = new ArrayList<>(jvmArgs);
    flags.addAll(surroundings.flags());
    return flags;
  }

  /** Whether the worker in a slot waits for a debugger; a spare has none, and does not. */
  public boolean isDebugged(int slot) {
    return slot >= 0 && slot == debugged;
  }

  /**
   * Where lines come out, each whole.
   *
   * @param out for what tasks print to {@code System.out}
   * @param err for what they print to {@code System.err}, and for native code and the JVM
   * @param isTagged whether each line begins with the worker's name in brackets
   */
  public record Output(PrintStream out, PrintStream err, boolean isTagged) {

    public Output {
      Objects.requireNonNull(out, "out");
      Objects.requireNonNull(err, "err");
    }

    /** Prints one line of a worker; a print stream's own lock keeps it whole. */
    void print(PrintStream stream, String workerName, String line) {
      stream.println(isTagged ? "[" + workerName + "] " + line : line);
    }
  }
}
