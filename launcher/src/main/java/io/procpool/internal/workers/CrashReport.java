package io.procpool.internal.workers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a crashed JVM has written what it knows of its crash. */
final class CrashReport {

  /** A JVM that crashes ends itself by SIGABRT. */
  private static final int ABORTED = 134;

  /** With {@code -XX:-CreateCoredumpOnCrash} it does so otherwise. */
  private static final int ABORTED_WITHOUT_CORE = 1;

  private static final String ANNOUNCEMENT = "saved as:";

  private CrashReport() {}

  /**
   * By what the JVM printed, or else where a JVM writes it if it is not told otherwise.
   *
   * @return {@code null} if there is none
   */
  static String of(long pid, int exitCode, String log) {
    if (exitCode != ABORTED && exitCode != ABORTED_WITHOUT_CORE) {
      return null;
    }
    String announced = announcedIn(log);
    if (announced != null && Files.exists(Path.of(announced))) {
      return announced;
    }
    String name = "hs_err_pid" + pid + ".log";
    for (String folder : List.of("", System.getProperty("java.io.tmpdir"))) {
      Path report = Path.of(folder, name).toAbsolutePath();
      if (Files.exists(report)) {
        return report.toString();
      }
    }
    return null;
  }

  /** The line behind the announcement holds the path, behind a mark. */
  private static String announcedIn(String log) {
    String[] lines = log.split("\n");
    for (int i = 0; i < lines.length - 1; i++) {
      boolean isAnnouncement = lines[i].startsWith("#") && lines[i].endsWith(ANNOUNCEMENT);
      if (isAnnouncement && lines[i + 1].startsWith("#")) {
        return lines[i + 1].substring(1).strip();
      }
    }
    return null;
  }
}
