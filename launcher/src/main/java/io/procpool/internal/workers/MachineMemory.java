package io.procpool.internal.workers;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How much memory this machine has, or this container may use; and how often its kernel has killed
 * a process for want of it. Read from the kernel's files: the JDK's own way to the same figure
 * starts all of JMX, which costs a cold JVM 50 ms.
 */
final class MachineMemory {

  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path CGROUPS = Path.of("/proc/self/cgroup");
  private static final Path EVENTS = Path.of("/proc/vmstat");
  private static final Path CGROUP_ROOT = Path.of("/sys/fs/cgroup");

  /** Of version 1, where the path is one of the host's and not seen in the container. */
  private static final Path MEMORY_ROOT = CGROUP_ROOT.resolve("memory");

  private static final long KIBI = 1024;

  private MachineMemory() {}

  /** In bytes; empty where it cannot be known so. */
  static OptionalLong bytes() {
    OptionalLong machine = valueBehind("MemTotal:", lines(MACHINE));
    if (machine.isEmpty()) {
      return machine;
    }
    long least = machine.getAsLong() * KIBI;
    for (Path cgroup : cgroups()) {
      for (Path group = cgroup; group.startsWith(CGROUP_ROOT); group = group.getParent()) {
        least = Math.min(least, limit(group.resolve("memory.max")));
        least = Math.min(least, limit(group.resolve("memory.limit_in_bytes")));
      }
    }
    return OptionalLong.of(least);
  }

  /** Of this container, or of the machine where there is no saying whose; 0 if it is not known. */
  static long outOfMemoryKills() {
    for (Path group : cgroups()) {
      for (Path place : List.of(group, MEMORY_ROOT)) {
        for (String name : List.of("memory.events", "memory.oom_control")) {
          OptionalLong kills = valueBehind("oom_kill ", lines(place.resolve(name)));
          if (kills.isPresent()) {
            return kills.getAsLong();
          }
        }
      }
    }
    return valueBehind("oom_kill ", lines(EVENTS)).orElse(0);
  }

  /** What a process holds in memory now, in bytes; 0 where it cannot be known. */
  static long resident(long pid) {
    List<String> status = lines(Path.of("/proc", Long.toString(pid), "status"));
    return valueBehind("VmRSS:", status).orElse(0) * KIBI;
  }

  /**
   * Of this process, version 2 and version 1. In a container the path may be one of the host's, and
   * the container's own limits are found at the root.
   */
  private static List<Path> cgroups() {
    List<Path> found = new ArrayList<>();
    for (String line : lines(CGROUPS)) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[1].isEmpty()) {
        found.add(CGROUP_ROOT.resolve(parts[2].substring(1)).normalize());
      } else if (parts.length == 3 && parts[1].contains("memory")) {
        found.add(MEMORY_ROOT.resolve(parts[2].substring(1)).normalize());
      }
    }
    return found;
  }

  /** {@code max} is none. */
  private static long limit(Path file) {
    List<String> lines = lines(file);
    return lines.isEmpty() || lines.get(0).equals("max") ? Long.MAX_VALUE : number(lines.get(0));
  }

  private static OptionalLong valueBehind(String name, List<String> lines) {
    for (String line : lines) {
      if (line.startsWith(name)) {
        return OptionalLong.of(number(line.substring(name.length())));
      }
    }
    return OptionalLong.empty();
  }

  /** The digits of a text; as large as can be if they are too many. */
  private static long number(String text) {
    long number = 0;
    for (char c : text.toCharArray()) {
      if (c >= '0' && c <= '9') {
        number = number > Long.MAX_VALUE / 100 ? Long.MAX_VALUE / 10 : number * 10 + c - '0';
      }
    }
    return number;
  }

  /** By a plain stream: a first file channel would take a cold JVM milliseconds. */
  private static List<String> lines(Path file) {
    try (InputStream in = new FileInputStream(file.toFile())) {
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
    } catch (IOException e) {
      return List.of(); // not on this system
    }
  }
}
