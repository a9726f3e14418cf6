package io.procpool.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportTest {

  private static final long NO_SUCH_PID = 999_999_999_999L;

  @Test
  void whatTheJvmAnnouncedIsTheReport(@TempDir Path folder) throws IOException {
    Path report = Files.createFile(folder.resolve("a report.log"));
    String log =
        "something before\n#\n# An error report file with more information is saved as:\n# "
            + report
            + "\n#\n";

    assertThat(CrashReport.of(NO_SUCH_PID, 134, log)).isEqualTo(report.toString());
    assertThat(CrashReport.of(NO_SUCH_PID, 1, log)).isEqualTo(report.toString());
    assertThat(CrashReport.of(NO_SUCH_PID, 137, log)).as("killed").isNull();
  }

  @Test
  void otherwiseItIsWhereJvmsWriteIt() throws IOException {
    Path report =
        Path.of(System.getProperty("java.io.tmpdir"), "hs_err_pid" + NO_SUCH_PID + ".log");
    Files.createFile(report);
    try {
      assertThat(CrashReport.of(NO_SUCH_PID, 134, "")).isEqualTo(report.toString());
      assertThat(CrashReport.of(NO_SUCH_PID, 137, "")).as("not a crash").isNull();
    } finally {
      Files.delete(report);
    }
  }

  @Test
  void whatATaskPrintsIsNoAnnouncement() {
    assertThat(CrashReport.of(NO_SUCH_PID, 134, "# report saved as:\n\nx")).isNull();
    assertThat(CrashReport.of(NO_SUCH_PID, 137, "# saved as:\n# /a/b")).isNull();
  }

  @Test
  void withoutOneThereIsNone() {
    assertThat(CrashReport.of(NO_SUCH_PID, 134, "# is saved as:")).isNull();
  }
}
