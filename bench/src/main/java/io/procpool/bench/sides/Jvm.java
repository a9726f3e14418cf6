package io.procpool.bench.sides;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel says a running JVM has cost so far. Linux alone says it; elsewhere it is 0.
 *
 * @param process its folder in {@code /proc}
 */
record Jvm(Path process) {

  static Jvm of(long pid) {
    return new Jvm(Path.of("/proc", Long.toString(pid)));
  }

  /** The one worker of this program. */
  static Jvm onlyChild() {
    List<ProcessHandle> children = ProcessHandle.current().children().toList();
    if (children.size() != 1) {
      throw new IllegalStateException(children.size() + " children where there is to be a worker");
    }
    return of(children.get(0).pid());
  }

  /** Of all its threads that live. */
  long cpuNanos() throws IOException {
    long nanos = 0;
    Path threads = process.resolve("task");
    if (Files.exists(threads)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
        for (Path thread : all) {
          nanos += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
        }
      }
    }
    return nanos;
  }

  /** Memory that no other process shares with it. */
  long privateBytes() throws IOException {
    return kilobytes("Private_Clean:", "Private_Dirty:") * 1024;
  }

  /** Memory that it has, shared or not. */
  long residentBytes() throws IOException {
    return kilobytes("Rss:") * 1024;
  }

  private long kilobytes(String... keys) throws IOException {
    Path rollup = process.resolve("smaps_rollup");
    long sum = 0;
    if (Files.exists(rollup)) {
      for (String line : Files.readAllLines(rollup)) {
        String[] words = line.split(" +");
        sum += List.of(keys).contains(words[0]) ? Long.parseLong(words[1]) : 0;
      }
    }
    return sum;
  }
}
