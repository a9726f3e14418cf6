package io.procpool.bench.soak;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What this process has at one moment.
 *
 * @param seconds since the mixture began
 * @param isQuiet whether all actors were held
 * @param heapMegabytes in use, behind a collection
 * @param files of its pools that have a name
 * @param children processes that it has started
 */
record Sample(
    double seconds,
    boolean isQuiet,
    int threads,
    int descriptors,
    double heapMegabytes,
    int files,
    int children) {

  /** What must not grow, and by how much its middle may always differ. */
  enum Resource {
    THREADS("threads", 2, Sample::threads),
    DESCRIPTORS("open descriptors", 3, Sample::descriptors),
    HEAP("MB of heap behind a collection", 1, Sample::heapMegabytes),
    FILES("files of pools", 0, Sample::files),
    CHILDREN("child processes", 1, Sample::children);

    private final String text;
    private final double slack;
    private final ToDoubleFunction<Sample> value;

    Resource(String text, double slack, ToDoubleFunction<Sample> value) {
      this.text = text;
      this.slack = slack;
      this.value = value;
    }

    String text() {
      return text;
    }

    double slack() {
      return slack;
    }

    double of(Sample sample) {
      return value.applyAsDouble(sample);
    }
  }

  static Sample take(double seconds, boolean isQuiet) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new Sample(
        seconds,
        isQuiet,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        Remains.descriptors().size(),
        (runtime.totalMemory() - runtime.freeMemory()) / 1e6,
        Remains.files().size(),
        Children.all().size());
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seconds", seconds);
    map.put("quiet", isQuiet);
    map.put("threads", threads);
    map.put("descriptors", descriptors);
    map.put("heapMegabytes", heapMegabytes);
    map.put("files", files);
    map.put("children", children);
    return map;
  }
}
