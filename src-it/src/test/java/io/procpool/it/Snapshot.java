package io.procpool.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What there is of procpool on this machine at one moment.
 *
 * @param threads of this JVM, alive, that are named as a pool's threads are
 * @param processes alive: all descendants of this JVM, and all orphaned workers of this build
 * @param files whose names begin as procpool's do, in the folders for temporary files
 */
record Snapshot(Set<Thread> threads, Set<ProcessHandle> processes, Set<Path> files) {

  private static final String THREAD_NAME_START = "procpool-";

  /** There is one for all pools of a JVM, as long as that lives. */
  private static final String THREAD_OF_ALL_POOLS = "procpool-forgotten-pools";

  private static final String FILE_NAME_START = "procpool";

  /** A variable that the build sets, and that all its processes have from it. */
  private static final String BUILD = "PROCPOOL_BUILD";

  private static final String NUL = "\0";
  private static final String WORKER = "io.procpool.worker.WorkerMain";
  private static final List<Path> TEMPORARY_FOLDERS =
      List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/dev/shm"));

  Snapshot {
    threads = Set.copyOf(threads);
    processes = Set.copyOf(processes);
    files = Set.copyOf(files);
  }

  static Snapshot take() {
    return new Snapshot(poolThreads(), descendantsAndOrphans(), temporaryFiles());
  }

  boolean isWithin(Snapshot before) {
    return before.threads.containsAll(threads)
        && before.processes.containsAll(processes)
        && before.files.containsAll(files);
  }

  /** What is here and was not before, for people. */
  List<String> beyond(Snapshot before) {
    List<String> lines = new ArrayList<>();
    without(threads, before.threads).forEach(thread -> lines.add(describe(thread)));
    without(processes, before.processes).forEach(process -> lines.add(describe(process)));
    without(files, before.files).forEach(file -> lines.add("  file " + file));
    return lines;
  }

  void killProcessesBeyond(Snapshot before) {
    without(processes, before.processes).forEach(ProcessHandle::destroyForcibly);
  }

  private static Set<Thread> poolThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(THREAD_NAME_START))
        .filter(thread -> !thread.getName().equals(THREAD_OF_ALL_POOLS))
        .collect(Collectors.toSet());
  }

  private static Set<ProcessHandle> descendantsAndOrphans() {
    Set<ProcessHandle> found = new HashSet<>();
    ProcessHandle.current().descendants().forEach(found::add);
    ProcessHandle.allProcesses().filter(Snapshot::isOrphanedWorker).forEach(found::add);
    found.removeIf(process -> !process.isAlive());
    return found;
  }

  /**
   * A worker of this build whose parent is no JVM any more: init or a shell inherited it. One whose
   * parent is a JVM belongs to a pool.
   */
  private static boolean isOrphanedWorker(ProcessHandle process) {
    return commandLine(process).contains(WORKER)
        && !process.parent().map(Snapshot::isJvm).orElse(false)
        && isOfThisBuild(process);
  }

  /** Whoever inherited a process, its environment still tells which build it came from. */
  private static boolean isOfThisBuild(ProcessHandle process) {
    String build = System.getenv(BUILD);
    try {
      Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
      String variables = Files.readString(environment, StandardCharsets.ISO_8859_1);
      return build != null && (NUL + variables).contains(NUL + BUILD + "=" + build + NUL);
    } catch (IOException e) {
      return false; // it has just ended, or is another user's
    }
  }

  private static boolean isJvm(ProcessHandle process) {
    String executable = commandLine(process).split(" -", 2)[0].trim();
    return executable.endsWith("java") || executable.endsWith("java.exe");
  }

  /** Empty where it may not be read, and for a zombie. */
  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  private static Set<Path> temporaryFiles() {
    return TEMPORARY_FOLDERS.stream()
        .filter(Files::isDirectory)
        .flatMap(Snapshot::procpoolFilesIn)
        .collect(Collectors.toSet());
  }

  private static Stream<Path> procpoolFilesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(FILE_NAME_START))
          .filter(file -> !isOfAnotherBuild(file.getFileName().toString()))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The third part of a folder's name is the process id of a pool: maybe of another build's. */
  private static boolean isOfAnotherBuild(String name) {
    String[] parts = name.split("-");
    return parts.length == 4
        && ProcessHandle.of(Long.parseLong(parts[2])).map(pool -> !isOurs(pool)).orElse(false);
  }

  private static boolean isOurs(ProcessHandle process) {
    return process.equals(ProcessHandle.current())
        || process.parent().map(Snapshot::isOurs).orElse(false);
  }

  private static String describe(Thread thread) {
    StringBuilder lines = new StringBuilder("  thread " + thread.getName());
    for (StackTraceElement frame : thread.getStackTrace()) {
      lines.append("%n      at %s".formatted(frame));
    }
    return lines.toString();
  }

  private static String describe(ProcessHandle process) {
    String parent = process.parent().map(handle -> "pid " + handle.pid()).orElse("nobody");
    return "  process %d, child of %s: %s".formatted(process.pid(), parent, commandLine(process));
  }

  private static <E> List<E> without(Set<E> all, Set<E> known) {
    return all.stream().filter(one -> !known.contains(one)).toList();
  }
}
