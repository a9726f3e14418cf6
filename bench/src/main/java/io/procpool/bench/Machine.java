package io.procpool.bench;

import java.lang.management.ManagementFactory;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a figure means nothing without.
 *
 * @param date when the run began
 * @param cores that the JVM may use
 * @param system its name and architecture
 * @param jvm that runs procpool
 * @param python that runs the other side, if there is one
 * @param load average of the last minute when the run began
 */
public record Machine(
    String date, int cores, String system, String jvm, Optional<String> python, double load) {

  public static Machine here(Optional<String> python) {
    return new Machine(
        OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        python,
        loadAverage());
  }

  public static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
