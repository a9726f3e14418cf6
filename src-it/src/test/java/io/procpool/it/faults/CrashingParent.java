package io.procpool.it.faults;

import io.procpool.ProcessPool;
import io.procpool.WorkerDeath;
import io.procpool.WorkerDiedException;
import io.procpool.testkit.Probes;
import java.util.List;

/**
 * The main class of a pool's JVM whose worker crashes in native code; started where the report of
 * the crash may be left. Tells the death in three lines: its exit code, its signal, the report.
 */
final class CrashingParent {

  private CrashingParent() {}

  /**
   * @param args flags for the worker
   */
  public static void main(String[] args) {
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).jvmArgs(List.of(args).toArray(new String[0])).build()) {
      pool.apply(Probes.crash());
    } catch (WorkerDiedException e) {
      WorkerDeath death = e.death();
      System.out.println(death.exitCode());
      System.out.println(death.signal());
      System.out.println(death.errorFile());
      System.out.println(e.getMessage().contains(String.valueOf(death.errorFile())));
    }
  }
}
