package io.procpool.it;

import io.procpool.ProcessPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has a class-data archive made before the first test, so that the pools of all tests start as
 * users' pools do, and the JVM that makes it is nobody's leak. Without one the tests run as well.
 */
public final class ArchiveAtHand implements LauncherSessionListener {

  private static final String FOLDER = "PROCPOOL_ARCHIVE";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    String folder = System.getenv(FOLDER);
    if (folder != null) {
      try (ProcessPool pool = ProcessPool.create(1)) {
        pool.apply(x -> x, 1);
      }
      Eventually.within(LIMIT, () -> isSettled(Path.of(folder)));
    }
  }

  /** There is one at least, and none is being made. */
  private static boolean isSettled(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> there = all.toList();
      return !there.isEmpty()
          && there.stream().allMatch(path -> path.toString().matches(".*cds-[0-9a-f]{16}"));
    } catch (IOException e) {
      return false; // the first result is being told of
    }
  }
}
