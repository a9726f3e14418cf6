package io.procpool.internal.workers;

import io.procpool.WorkerStartException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs that a worker's JVM is started through. Each sets something of its own process, and
 * becomes the next: the process is the JVM's in the end.
 *
 * <pre>
 *   /usr/bin/taskset -c 3 /usr/bin/nice -n 10 java ...
 * </pre>
 */
public final class ProcessPrefix {

  /** There are none. */
  public static final ProcessPrefix NONE = new ProcessPrefix(List.of(), null, List.of());

  private static final int LEAST_NICENESS = -20;
  private static final int MOST_NICENESS = 19;

  /** Where programs are, whatever the path says. */
  private static final List<String> FOLDERS = List.of("/usr/bin", "/bin");

  /** None if workers run where the kernel puts them. */
  private final List<Integer> processors;

  private final Path taskset;
  private final List<String> nice;

  private ProcessPrefix(List<Integer> processors, Path taskset, List<String> nice) {
    this.processors = processors;
    this.taskset = taskset;
    this.nice = nice;
  }

  /**
   * @param niceness added to that of this JVM; 0 for none
   * @param pins whether each worker runs on one processor
   * @throws IllegalArgumentException if there is no such niceness
   * @throws WorkerStartException if this system cannot do it, or does not allow it
   */
  public static ProcessPrefix of(int niceness, boolean pins) {
    return of(niceness, pins, folders());
  }

  /**
   * @param folders where programs are
   */
  static ProcessPrefix of(int niceness, boolean pins, List<String> folders) {
    if (niceness < LEAST_NICENESS || niceness > MOST_NICENESS) {
      throw new IllegalArgumentException("niceness must be from -20 to 19, was " + niceness);
    }
    List<String> nice = niceness == 0 ? List.of() : nice(niceness, folders);
    if (!pins) {
      return new ProcessPrefix(List.of(), null, nice);
    }
    List<Integer> processors = Processors.ofThisJvm();
    Path taskset = find("taskset", folders);
    if (processors.isEmpty() || taskset == null) {
      String lack = processors.isEmpty() ? "/proc/self/status" : "program taskset (of util-linux)";
      throw refused("Workers cannot be pinned to processors: there is no " + lack + " here.", null);
    }
    return new ProcessPrefix(processors, taskset, nice);
  }

  /** Whether each worker runs on one processor. */
  public boolean pins() {
    return taskset != null;
  }

  /** For the worker in a slot. */
  List<String> words(int slot) {
    List<String> words = new ArrayList<>();
    if (pins()) {
      int processor = processors.get(slot % processors.size());
      words.addAll(List.of(taskset.toString(), "-c", Integer.toString(processor)));
    }
    words.addAll(nice);
    return words;
  }

  private static List<String> nice(int niceness, List<String> folders) {
    String number = Integer.toString(niceness);
    Path program = find("nice", folders);
    if (program == null) {
      throw refused("Workers cannot have a niceness: there is no program nice here.", null);
    }
    List<String> words = List.of(program.toString(), "-n", number);
    if (niceness < 0) {
      requireAllowed(words);
    }
    return words;
  }

  /** Where it is not allowed the program says so, and goes on. */
  private static void requireAllowed(List<String> words) {
    List<String> command = new ArrayList<>(words);
    command.add("true");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes()).strip();
      int exitCode = process.waitFor();
      if (exitCode != 0 || !said.isEmpty()) {
        throw refused(notAllowed(words) + said, null);
      }
    } catch (IOException e) {
      throw refused(notAllowed(words) + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(notAllowed(words) + "interrupted", e);
    }
  }

  private static String notAllowed(List<String> words) {
    return "This user may not give workers the niceness "
        + words.get(words.size() - 1)
        + "; one that is not negative is always allowed. ";
  }

  private static WorkerStartException refused(String message, Exception cause) {
    return new WorkerStartException(message, cause);
  }

  private static List<String> folders() {
    String path = System.getenv("PATH");
    List<String> folders = new ArrayList<>(FOLDERS);
    folders.addAll(path == null ? List.of() : List.of(path.split(File.pathSeparator)));
    return folders;
  }

  /** {@code null} if there is none. */
  private static Path find(String program, List<String> folders) {
    for (String folder : folders) {
      Path file = Path.of(folder, program).toAbsolutePath();
      if (Files.isExecutable(file) && !Files.isDirectory(file)) {
        return file;
      }
    }
    return null;
  }
}
