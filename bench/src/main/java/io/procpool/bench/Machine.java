package io.procpool.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a figure means nothing without.
 *
 * @param date when the run began
 * @param cores that the JVM may use
 * @param processor its model, where the system says it
 * @param system its name and architecture
 * @param jvm that runs procpool
 * @param python that runs the other side, if there is one
 * @param load average of the last minute when the run began
 */
public record Machine(
    String date,
    int cores,
    String processor,
    String system,
    String jvm,
    Optional<String> python,
    double load) {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  public static Machine here(Optional<String> python) {
    return new Machine(
        OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Runtime.getRuntime().availableProcessors(),
        processorOfHere(),
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        python,
        loadAverage());
  }

  public static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String processorOfHere() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException e) {
      // No such file: what is asked here is whether the system says it.
      return "unknown processor";
    }
  }
}
