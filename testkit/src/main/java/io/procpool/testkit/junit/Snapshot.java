package io.procpool.testkit.junit;

import io.procpool.Pool;
import io.procpool.SerialPool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What there is of procpool at one moment.
 *
 * @param pools that are open; but serial ones, which have nothing that could stay
 * @param threads of this JVM, alive, that are named as a pool's threads are
 * @param files empty as long as a pool is open, for they may be its files
 */
record Snapshot(
    Family family,
    Set<Pool> pools,
    Set<Thread> threads,
    Set<ProcessHandle> processes,
    Set<Path> files) {

  private static final String THREAD_NAME_START = "procpool-";

  /** What pools leave to each other, and that of the class-data archive, which ends by itself. */
  private static final Set<String> THREADS_OF_ALL_POOLS =
      Set.of("procpool-forgotten-pools", "procpool-archive", "procpool-archive-check");

  Snapshot {
    pools = Set.copyOf(pools);
    threads = Set.copyOf(threads);
    processes = Set.copyOf(processes);
    files = Set.copyOf(files);
  }

  static Snapshot take(Family family) {
    Set<Pool> pools =
        Pool.openPools().stream()
            .filter(pool -> !(pool instanceof SerialPool))
            .collect(Collectors.toSet());
    return new Snapshot(
        family,
        pools,
        poolThreads(),
        family.processes(),
        pools.isEmpty() ? family.files() : Set.of());
  }

  /** The same, at another moment. */
  Snapshot now() {
    return take(family);
  }

  /** What is here and was not before, and belongs to no pool that was there before. */
  Snapshot beyond(Snapshot before) {
    List<String> names = before.pools.stream().map(Snapshot::nameOf).toList();
    Predicate<String> isOlder =
        name -> names.stream().anyMatch(pool -> name.startsWith(pool + "-"));
    return new Snapshot(
        family,
        without(pools, before.pools),
        not(isOlder, Thread::getName, without(threads, before.threads)),
        not(isOlder, family::workerName, without(processes, before.processes)),
        without(files, before.files));
  }

  boolean isEmpty() {
    return pools.isEmpty() && threads.isEmpty() && processes.isEmpty() && files.isEmpty();
  }

  /** For people. */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    pools.forEach(pool -> lines.add("  pool " + pool + ", is not closed"));
    threads.forEach(thread -> lines.add(describe(thread)));
    processes.forEach(process -> lines.add("  process " + family.describe(process)));
    files.forEach(file -> lines.add("  file " + file));
    return lines;
  }

  /** As far as that can be: a thread that does not listen stays. */
  void remove() {
    pools.forEach(Pool::terminate);
    threads.forEach(Thread::interrupt);
    processes.forEach(ProcessHandle::destroyForcibly);
    files.forEach(Family::delete);
  }

  private static Set<Thread> poolThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(THREAD_NAME_START))
        .filter(thread -> !THREADS_OF_ALL_POOLS.contains(thread.getName()))
        .collect(Collectors.toSet());
  }

  /** It is what its description begins with. */
  private static String nameOf(Pool pool) {
    return pool.toString().split(":", 2)[0];
  }

  /** Where it is says nothing of one whose pool is open: that is why it is there. */
  private String describe(Thread thread) {
    StringBuilder lines = new StringBuilder("  thread " + thread.getName());
    if (pools.stream().noneMatch(pool -> thread.getName().startsWith(nameOf(pool) + "-"))) {
      for (StackTraceElement frame : thread.getStackTrace()) {
        lines.append("%n      at %s".formatted(frame));
      }
    }
    return lines.toString();
  }

  private static <E> Set<E> without(Set<E> all, Set<E> known) {
    return all.stream().filter(one -> !known.contains(one)).collect(Collectors.toSet());
  }

  private static <E> Set<E> not(
      Predicate<String> isOlder, Function<E, String> name, Collection<E> all) {
    return all.stream().filter(one -> !isOlder.test(name.apply(one))).collect(Collectors.toSet());
  }
}
