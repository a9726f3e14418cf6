package io.procpool.internal.workers;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What one worker gets of the machine, or of the container: so much heap that all workers and the
 * pool's own JVM fit, and its part of the processors. A JVM by itself would take a quarter of the
 * memory for its heap, and threads for all processors, however many workers there are.
 *
 * @param heapBytes how large a heap may become; empty if the JVM is to choose
 * @param processors how many processors a worker sees
 */
record MachineShare(OptionalLong heapBytes, int processors) {

  /** Beside its heap a JVM needs about this: classes, compiled code, threads, buffers. */
  private static final long BESIDE_HEAP = 48L * 1024 * 1024;

  private static final long MIN_HEAP = 16L * 1024 * 1024;

  /** The most a JVM takes by itself. */
  private static final int HEAP_DIVISOR = 4;

  /** Flags of a user's that say how large the heap shall be: ours would contradict them. */
  private static final List<String> HEAP_FLAGS =
      List.of("-Xm", "HeapSize", "RAMPercentage", "RAMFraction", "MaxRAM");

  private static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

  static MachineShare of(int workers, List<String> userFlags) {
    return of(workers, 0, userFlags);
  }

  /**
   * @param spares how many more there are that take memory, and run nothing
   */
  static MachineShare of(int workers, int spares, List<String> userFlags) {
    Runtime runtime = Runtime.getRuntime();
    int processors = Math.max(1, (runtime.availableProcessors() + workers - 1) / workers);
    return new MachineShare(
        saysHeap(userFlags)
            ? OptionalLong.empty()
            : heap(workers + spares, MachineMemory.bytes(), runtime.maxMemory()),
        processors);
  }

  /** Of a worker that runs on one processor only. */
  MachineShare onOneProcessor() {
    return new MachineShare(heapBytes, 1);
  }

  /** A tenth is left to the rest of the machine. */
  static OptionalLong heap(int workers, OptionalLong memory, long poolHeap) {
    if (memory.isEmpty()) {
      return memory;
    }
    long total = memory.getAsLong();
    long free = total - total / 10 - poolHeap - (workers + 1) * BESIDE_HEAP;
    return OptionalLong.of(Math.max(MIN_HEAP, Math.min(total / HEAP_DIVISOR, free / workers)));
  }

  List<String> flags() {
    List<String> flags = new ArrayList<>();
    if (heapBytes.isPresent()) {
      flags.add("-Xmx" + heapBytes.getAsLong() / 1024 + "k");
    }
    flags.add("-XX:ActiveProcessorCount=" + processors);
    return flags;
  }

  private static boolean saysHeap(List<String> userFlags) {
    for (String flag : userFlags) {
      if (saysHeap(flag)) {
        return true;
      }
    }
    return variablesSayHeap();
  }

  static boolean variablesSayHeap() {
    return saysHeap(variables());
  }

  static boolean saysHeap(String flags) {
    for (String flag : HEAP_FLAGS) {
      if (flags.contains(flag)) {
        return true;
      }
    }
    return false;
  }

  /** The flags that a user has in the environment, where they are for all JVMs. */
  static String variables() {
    StringBuilder all = new StringBuilder();
    for (String variable : VARIABLES) {
      all.append(' ').append(System.getenv().getOrDefault(variable, ""));
    }
    return all.toString();
  }
}
