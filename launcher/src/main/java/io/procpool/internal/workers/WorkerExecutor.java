package io.procpool.internal.workers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteResultHandler;
import org.apache.commons.exec.ExecuteStreamHandler;
import org.apache.commons.exec.ShutdownHookProcessDestroyer;

/**
 * Commons Exec's executor around a process that ProcessBuilder starts: it hands out the streams,
 * waits for the exit, and ends the process when this JVM ends.
 */
final class WorkerExecutor extends DefaultExecutor {

  private static final int NOT_ENDED = -1;

  /** One for all workers of this JVM. */
  private static final EndsWithUs ENDS_WITH_US = new EndsWithUs();

  private final String workerName;

  /** Guarded by this: the executor's thread starts the process, any thread may kill it. */
  private Process process;

  private boolean isKilled;

  /** Its working directory; {@code null} for ours. Set before the executor's thread starts. */
  private Path place;

  /** By the deprecated constructor: the builder that replaces it cannot make a subclass. */
  @SuppressWarnings("deprecation")
  WorkerExecutor(String workerName, ExecuteStreamHandler streams) {
    this.workerName = workerName;
    setStreamHandler(streams);
    setProcessDestroyer(ENDS_WITH_US);
    setExitValues(null); // no exit code is a failure of the executor
  }

  synchronized void kill() {
    isKilled = true;
    if (process != null) {
      end(process);
    }
  }

  synchronized boolean hasStarted() {
    return process != null;
  }

  synchronized long pid() {
    return process == null ? 0 : process.pid();
  }

  synchronized int exitCode() {
    return process == null || process.isAlive() ? NOT_ENDED : process.exitValue();
  }

  /**
   * Through its handle: the process itself would close its streams, and what it said last be lost.
   */
  private static void end(Process process) {
    process.toHandle().destroyForcibly();
  }

  @Override
  protected Process launch(CommandLine command, Map<String, String> environment, Path directory)
      throws IOException {
    if (ENDS_WITH_US.hasBegun()) {
      throw new IOException("This JVM is shutting down: no worker is started any more.");
    }
    ProcessBuilder builder = new ProcessBuilder(command.toStrings());
    builder.environment().putAll(environment);
    if (place != null) {
      builder.directory(place.toFile());
    }
    Process started = builder.start();
    synchronized (this) {
      process = started;
      if (isKilled) {
        end(process);
      }
    }
    return started;
  }

  /**
   * Runs a worker on a thread of its own, and tells its end there. Commons Exec's way to the same
   * is a lambda, whose linking would stand between a cold JVM and its first worker.
   */
  void run(CommandLine command, Surroundings surroundings, End end) {
    place = surroundings.directory();
    Run run = new Run(command, surroundings.environment(), end);
    Thread thread = new Thread(run, workerName + "-process");
    thread.setDaemon(true);
    thread.start();
  }

  /** What is told of a worker that was run: one of the three. */
  interface End extends ExecuteResultHandler {

    /** It cannot be watched any more, such as for want of threads, and is killed. */
    void onBroken(Error cause);
  }

  private final class Run implements Runnable {

    private final CommandLine command;
    private final Map<String, String> environment;
    private final End end;

    Run(CommandLine command, Map<String, String> environment, End end) {
      this.command = command;
      this.environment = environment;
      this.end = end;
    }

    @Override
    public void run() {
      try {
        end.onProcessComplete(execute(command, environment));
      } catch (ExecuteException e) {
        end.onProcessFailed(e);
      } catch (IOException | RuntimeException e) {
        end.onProcessFailed(new ExecuteException("Execution failed", INVALID_EXITVALUE, e));
      } catch (Error e) {
        kill();
        end.onBroken(e);
      }
    }
  }

  /** Ends the workers in a shutdown hook, and remembers that it has begun to. */
  private static final class EndsWithUs extends ShutdownHookProcessDestroyer {

    /** Concurrent: the executors add and remove, the hook's thread reads. */
    private final Set<Process> processes = ConcurrentHashMap.newKeySet();

    /** Volatile: set on the hook's thread, asked on the executors'. */
    private volatile boolean hasBegun;

    boolean hasBegun() {
      return hasBegun;
    }

    @Override
    public boolean add(Process process) {
      processes.add(process);
      return super.add(process);
    }

    @Override
    public boolean remove(Process process) {
      processes.remove(process);
      return super.remove(process);
    }

    /** At once: one that somebody has stopped would not hear anything less. */
    @Override
    public void run() {
      hasBegun = true;
      processes.forEach(WorkerExecutor::end);
      super.run();
      ArgumentFile.discardAll();
      Annexes.closeAll();
    }
  }
}
