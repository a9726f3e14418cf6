package io.procpool.bench.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What pools have left in this process, and of it, when they are closed: nothing. */
final class Remains {

  private static final List<Path> FOLDERS =
      List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/dev/shm"));

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** Waits for pools that nobody holds any more, one for the whole JVM. */
  private static final String CLEANER = "procpool-forgotten-pools";

  private static final long LOOK_MILLIS = 50;

  private final Set<ProcessHandle> childrenBefore = new HashSet<>(Children.all());
  private final Set<String> descriptorsBefore = new HashSet<>(descriptors());

  /**
   * Waits until there is nothing.
   *
   * @return what is left when the time is up
   */
  List<String> awaitNone(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    List<String> left = left();
    while (!left.isEmpty() && System.nanoTime() - deadline < 0) {
      Thread.sleep(LOOK_MILLIS);
      left = left();
    }
    return left;
  }

  /** Files of pools of this process that have a name now. */
  static List<String> files() {
    String ours = "-" + ProcessHandle.current().pid() + "-";
    List<String> files = new ArrayList<>();
    for (Path folder : FOLDERS) {
      for (Path file : list(folder)) {
        String name = file.getFileName().toString();
        if (name.startsWith("procpool") && name.contains(ours)) {
          files.add(file.toString());
        }
      }
    }
    return files;
  }

  /** What is open: as the kernel calls it, such as {@code pipe:[4711]}. */
  static List<String> descriptors() {
    List<String> targets = new ArrayList<>();
    for (Path descriptor : list(DESCRIPTORS)) {
      try {
        targets.add(Files.readSymbolicLink(descriptor).toString());
      } catch (IOException e) {
        continue; // it was closed meanwhile; one is that of the listing itself
      }
    }
    return targets;
  }

  private List<String> left() {
    List<String> left = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("procpool-") && !thread.getName().equals(CLEANER)) {
        left.add("thread " + thread.getName());
      }
    }
    for (ProcessHandle child : Children.all()) {
      if (!childrenBefore.contains(child)) {
        left.add("process " + child.pid() + " " + child.info().commandLine().orElse(""));
      }
    }
    files().forEach(file -> left.add("file " + file));
    for (String descriptor : descriptors()) {
      if (isOfAPool(descriptor) && !descriptorsBefore.contains(descriptor)) {
        left.add("descriptor of " + descriptor);
      }
    }
    return left;
  }

  /** Pipes of workers, and their status pages; any other is a jar or a library of the JVM's. */
  private static boolean isOfAPool(String descriptor) {
    return descriptor.startsWith("pipe:") || descriptor.contains("procpool-");
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
