package io.procpool.testkit.junit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose processes and files count: those of this JVM's pools alone, or of all programs that it has
 * started. A worker, and what its tasks start, have its name in their environment, whoever's
 * children they have become.
 *
 * @param variable in the environment of all of them
 * @param value what it begins with; {@code null} if none has it
 * @param isWide whether any process below this JVM is one of them
 */
record Family(String variable, String value, boolean isWide) {

  private static final long PID = ProcessHandle.current().pid();
  private static final String WORKER_VARIABLE = "PROCPOOL_WORKER";

  /** Such as {@code 4711-procpool-1-worker-2}: the pool's process, and the worker. */
  private static final Pattern WORKER_VALUE =
      Pattern.compile("(?:^|\0)" + WORKER_VARIABLE + "=" + PID + "-([^\0]*)");

  /** In the command line of a worker, in front of its name. */
  private static final Pattern WORKER_COMMAND =
      Pattern.compile("io\\.procpool\\.worker\\.WorkerMain (procpool-\\d+-\\S+)");

  /** In a temporary folder; the third part is the pool's process. */
  private static final Pattern FILE = Pattern.compile("procpool-[^-]+-(\\d{1,18})-\\d+");

  private static final List<Path> TEMPORARY_FOLDERS =
      List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/dev/shm"));

  static Family ofThisJvm() {
    return new Family(WORKER_VARIABLE, PID + "-", false);
  }

  /** Of all that have this JVM's value of a variable, or are below this JVM. */
  static Family of(String variable) {
    return new Family(variable, System.getenv(variable), true);
  }

  Set<ProcessHandle> processes() {
    Predicate<ProcessHandle> isOne = process -> isWide || !workerName(process).isEmpty();
    Stream<ProcessHandle> below = ProcessHandle.current().descendants().filter(isOne);
    Stream<ProcessHandle> others = ProcessHandle.allProcesses().filter(this::hasVariable);
    return Stream.concat(below, others)
        .filter(process -> process.pid() != PID)
        .filter(ProcessHandle::isAlive)
        .collect(Collectors.toSet());
  }

  /** Those of this JVM's pools, or of all pools whose process is one of these, or has ended. */
  Set<Path> files() {
    return TEMPORARY_FOLDERS.stream()
        .filter(Files::isDirectory)
        .flatMap(Family::list)
        .filter(this::isOurs)
        .collect(Collectors.toSet());
  }

  /** Of the worker of this JVM that a process is, or that has started it; else empty. */
  String workerName(ProcessHandle process) {
    Matcher inherited = WORKER_VALUE.matcher(environment(process));
    if (inherited.find()) {
      return inherited.group(1);
    }
    Matcher own = WORKER_COMMAND.matcher(commandLine(process));
    return own.find() ? own.group(1) : "";
  }

  String describe(ProcessHandle process) {
    String parent = process.parent().map(handle -> "pid " + handle.pid()).orElse("nobody");
    return "%d, child of %s: %s".formatted(process.pid(), parent, commandLine(process));
  }

  /** With what is in it. One that has gone meanwhile is what was wanted. */
  static void delete(Path path) {
    try (Stream<Path> all = Files.walk(path)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      return;
    }
  }

  private boolean isOurs(Path path) {
    Matcher name = FILE.matcher(path.getFileName().toString());
    return name.matches() && isPoolOurs(Long.parseLong(name.group(1)));
  }

  private boolean isPoolOurs(long pid) {
    return pid == PID || isWide && ProcessHandle.of(pid).map(this::isBelowOrHas).orElse(true);
  }

  private boolean isBelowOrHas(ProcessHandle process) {
    return hasVariable(process)
        || process.parent().map(it -> it.pid() == PID || isBelowOrHas(it)).orElse(false);
  }

  private boolean hasVariable(ProcessHandle process) {
    return value != null
        && ("\0" + environment(process))
            .contains("\0" + variable + "=" + value + (isWide ? "\0" : ""));
  }

  /** Empty for one that has just ended, or is another user's, and where there is no such file. */
  private static String environment(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "environ");
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /** Empty where it may not be read, and for a zombie. */
  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      return Stream.empty(); // not for us to look into
    }
  }
}
