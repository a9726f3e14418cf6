package io.procpool.internal.workers;

import java.util.ArrayList;
import java.util.List;

/**
 * How a worker's heap starts, and who collects it. A JVM by itself begins with a 64th of the
 * machine's memory, and grows into it before it collects: a worker begins small.
 *
 * <p>A worker runs one task at a time: where it has few processors, the serial collector holds a
 * third less memory than G1, and starts no threads. With more of them G1 is as fast as they are
 * many, and is told to rather collect than grow. A user's word on either ends ours.
 */
final class HeapStart {

  private static final long INITIAL = 16L * 1024 * 1024;
  private static final String INITIAL_FLAG = "-Xms16m";
  private static final String MAX_FLAG = "-Xmx";

  /** In a smaller one G1's regions would be too few for large arrays. */
  private static final long LEAST_FOR_G1 = 256L * 1024 * 1024;

  /** A fifth of the time for collections, before the heap grows. G1's own is a thirteenth. */
  private static final List<String> SMALL_G1 = List.of("-XX:+UseG1GC", "-XX:GCTimeRatio=4");

  private static final String SERIAL = "-XX:+UseSerialGC";

  /**
   * Half of the first heap for what is new, and not a third: in less room the frames of a busy
   * worker are still in use when it is collected, come to stand with what is old, and fill that. A
   * third of the heap, which is what the JVM gives it from then on, has to be more.
   */
  private static final String YOUNG = "-XX:NewSize=8m";

  private static final long LEAST_FOR_YOUNG = 24L * 1024 * 1024;
  private static final int MOST_PROCESSORS_FOR_SERIAL = 2;

  private HeapStart() {}

  /** Flags beside those of the share. */
  static List<String> flags(WorkerSettings settings, MachineShare share) {
    long most = share.heapBytes().orElse(saidMost(settings.userFlags()));
    List<String> flags = new ArrayList<>();
    if (most >= INITIAL) {
      flags.add(INITIAL_FLAG);
    }
    if (!saysCollector(settings)) {
      if (share.processors() <= MOST_PROCESSORS_FOR_SERIAL) {
        flags.add(SERIAL);
        if (most >= LEAST_FOR_YOUNG && !saysYoung(settings)) {
          flags.add(YOUNG);
        }
      } else if (most >= LEAST_FOR_G1) {
        flags.addAll(SMALL_G1);
      }
    }
    return flags;
  }

  /** What a user says with {@code -Xmx} and nothing else on the heap; 0 if there is more to it. */
  private static long saidMost(List<String> userFlags) {
    long most = 0;
    for (String flag : userFlags) {
      if (flag.matches(MAX_FLAG + "\\d{1,12}[kKmMgG]")) {
        most = bytes(flag.substring(MAX_FLAG.length()));
      } else if (MachineShare.saysHeap(flag)) {
        return 0;
      }
    }
    return MachineShare.variablesSayHeap() ? 0 : most;
  }

  private static long bytes(String size) {
    int last = size.length() - 1;
    int shift = 10 * (1 + "kmg".indexOf(Character.toLowerCase(size.charAt(last))));
    return Long.parseLong(size.substring(0, last)) << shift;
  }

  private static boolean saysCollector(WorkerSettings settings) {
    return allOf(settings).contains("GC");
  }

  private static boolean saysYoung(WorkerSettings settings) {
    String all = allOf(settings);
    return all.contains("NewSize") || all.contains("NewRatio") || all.contains("OldSize");
  }

  private static String allOf(WorkerSettings settings) {
    return String.join(" ", settings.userFlags()) + MachineShare.variables();
  }
}
