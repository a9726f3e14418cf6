package io.procpool.it.calls;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which tasks ran, and in which worker: a file for each worker, a line for each task. It holds also
 * what no result tells, such as a task that ran twice.
 *
 * @param folder holds nothing else that ends as its files do
 */
public record Journal(String folder) implements Serializable {

  private static final String FILE_NAME_END = ".journal";

  public static Journal in(Path folder) {
    return new Journal(folder.toString());
  }

  /** Called by a task. */
  public void write(Object entry) {
    Path file = Path.of(folder, ProcessHandle.current().pid() + FILE_NAME_END);
    try {
      Files.writeString(file, entry + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What all tasks have written so far; those of one worker in the order in which they ran. */
  public List<String> entries() {
    return byPid().values().stream().flatMap(List::stream).toList();
  }

  public Map<Long, List<String>> byPid() {
    Map<Long, List<String>> entries = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.filter(path -> path.toString().endsWith(FILE_NAME_END)).toList()) {
        String name = file.getFileName().toString();
        Long pid = Long.valueOf(name.substring(0, name.length() - FILE_NAME_END.length()));
        entries.put(pid, new ArrayList<>(Files.readAllLines(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }
}
