package io.procpool.internal.workers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a worker finds around it, where it shall differ from what the pool's JVM has. In values
 * {@code {slot}} stands for the worker's slot, and {@code {worker}} for its name.
 *
 * @param environment variables beside or in place of those of the pool's JVM
 * @param directory that workers are started in, or {@code null} for that of the pool's JVM
 */
public record Surroundings(Map<String, String> environment, Path directory) {

  /** None that differ. */
  public static final Surroundings NONE = new Surroundings(Map.of(), null);

  /** Those of every JVM, with flags in them. */
  private static final List<String> FLAG_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

  /** Refused here, and not when each worker is started. */
  public Surroundings {
    environment = Map.copyOf(environment);
    for (Map.Entry<String, String> each : environment.entrySet()) {
      String name = each.getKey();
      if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "a name in the environment must not be empty or contain '=', was '" + name + "'");
      }
      if (each.getValue().indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "the value of " + name + " in the environment contains a zero character");
      }
    }
  }

  /** These, with some variables more. */
  public Surroundings and(Map<String, String> variables) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(variables);
    return new Surroundings(all, directory);
  }

  /** These, with another directory. */
  public Surroundings in(Path folder) {
    return new Surroundings(environment, folder);
  }

  /** What its variables say to a JVM. */
  List<String> flags() {
    List<String> flags = new ArrayList<>();
    for (String variable : FLAG_VARIABLES) {
      if (environment.containsKey(variable)) {
        flags.add(environment.get(variable));
      }
    }
    return flags;
  }

  /** Those of one worker. */
  Surroundings of(String worker, int slot) {
    if (environment.isEmpty() && directory == null) {
      return this;
    }
    Map<String, String> its = new LinkedHashMap<>();
    environment.forEach((name, value) -> its.put(name, fill(value, worker, slot)));
    return new Surroundings(
        its, directory == null ? null : Path.of(fill(directory.toString(), worker, slot)));
  }

  /** Whether something of a worker's own is to be put somewhere. */
  boolean areEachOnesOwn() {
    return isEachOnesOwn(String.valueOf(directory))
        || environment.values().stream().anyMatch(Surroundings::isEachOnesOwn);
  }

  static boolean isEachOnesOwn(String text) {
    return text.contains("{slot}") || text.contains("{worker}");
  }

  /** Puts a worker's own in the place of what stands for it. */
  static String fill(String text, String worker, int slot) {
    return text.replace("{slot}", Integer.toString(slot)).replace("{worker}", worker);
  }

  /**
   * Sees that the directory of one worker is there. One that is only this worker's is made: nobody
   * could have known all their names.
   *
   * @param asked as it was asked for
   * @throws IOException if it is not there, or cannot be
   */
  void prepare(Surroundings asked) throws IOException {
    if (directory == null || Files.isDirectory(directory)) {
      return;
    }
    if (directory.equals(asked.directory)) {
      throw new IOException(
          "the working directory "
              + directory.toAbsolutePath()
              + " is not there: make it first, or let each worker have its own, as in "
              + directory.resolve("{slot}"));
    }
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException("the working directory " + directory + " cannot be made: " + e, e);
    }
  }
}
