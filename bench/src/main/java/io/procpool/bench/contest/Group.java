package io.procpool.bench.contest;

import java.util.List;
import java.util.Locale;

/**
 * Trials that are measured together, in rounds of their own. Another group is another line here.
 */
enum Group {
  START("Starting workers", 3, new StartTrials()),
  COLD("Cold programs", 1, new ColdTrials()),
  LATENCY("One call at a time", 3, new LatencyTrials()),
  THROUGHPUT("Many small tasks", 10, new ThroughputTrials()),
  BULK("Large arrays", 2, new BulkTrials()),
  CPU("Computing", 1, new CpuTrials()),
  STALL("Allocating", 1, new StallTrials()),
  OBSERVING("Observing", 16, new ObservingTrials()),
  MEMORY("Memory", 0, new MemoryTrials()),
  SHARING("What processes share", 3, new SharingTrials());

  private final String title;
  private final int warmUpRounds;
  private final Trials trials;

  Group(String title, int warmUpRounds, Trials trials) {
    this.title = title;
    this.warmUpRounds = warmUpRounds;
    this.trials = trials;
  }

  /** What it is called on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return title;
  }

  /** What the compilers of JVMs need; everybody gets as many. */
  int warmUpRounds() {
    return warmUpRounds;
  }

  List<Trial> trials(Sides sides, Options options) throws Exception {
    return trials.of(sides, options);
  }

  /** Starts the programs of a group, and says what they are asked. */
  interface Trials {

    List<Trial> of(Sides sides, Options options) throws Exception;
  }
}
